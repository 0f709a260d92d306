// The small shapes that many fields share: durations, URIs, references, schemas of data, errors, retries.
import { type Check, type Checking, report } from './checking.ts';
import { suggestion } from './closest.ts';
import { DURATION_UNITS, isIsoDuration } from './duration.ts';
import { condition, template, transformation } from './expression-check.ts';
import { isRuntimeExpression } from './expression-syntax.ts';
import type { DocumentCode } from './issue-codes.ts';
import { isJsonObject, type Json } from './json.ts';
import { checkJsonSchema } from './json-schema-check.ts';
import { outside } from './outside-profile.ts';
import { allOf, byType, exactlyOne, fields, integer, isType, required, text } from './shape.ts';

function durationText(checking: Checking, value: Json, path: string): void {
  if (typeof value !== 'string') return;
  if (isRuntimeExpression(value)) template(checking, value, path);
  else if (!isIsoDuration(value))
    report(
      checking,
      path,
      'invalid-duration',
      `"${value}" is not a duration; write ISO 8601 such as PT30S, PT4H or P1D.`,
      `"${value}"은(는) 기간이 아닙니다. PT30S, PT4H, P1D처럼 ISO 8601로 쓰세요.`,
    );
}

const unitTable = Object.fromEntries(DURATION_UNITS.map((unit) => [unit, integer(0)]));
const durationObject: Check = allOf(fields(unitTable), (checking, value, path) => {
  if (isJsonObject(value) && Object.keys(value).length === 0)
    report(
      checking,
      path,
      'invalid-duration',
      'The duration is empty; write for example {minutes: 5}.',
      '기간이 비어 있습니다. {minutes: 5}처럼 쓰세요.',
    );
});

export const duration: Check = byType({ string: durationText, object: durationObject });

export function uriText(checking: Checking, value: Json, path: string): void {
  if (typeof value !== 'string') return;
  if (value.includes('${')) template(checking, value, path);
  else if (!/^[A-Za-z][A-Za-z0-9+\-.]*:\/\/.+/.test(value))
    report(
      checking,
      path,
      'invalid-uri',
      `"${value}" is not a URI; write it with its scheme, such as https://host/path.`,
      `"${value}"은(는) URI가 아닙니다. https://host/path처럼 스킴까지 쓰세요.`,
    );
}
export const uri: Check = byType({ string: uriText });

/** Text that may be an expression. */
export const words: Check = allOf(text, template);

/** A path below an authority. */
export const uriReference: Check = (checking, value, path) => {
  if (isType(checking, value, path, 'string') && typeof value === 'string' && /\s/.test(value))
    report(
      checking,
      path,
      'invalid-uri',
      `"${value}" is not a URI: it has white space.`,
      `"${value}"은(는) URI가 아닙니다. 공백이 들어 있습니다.`,
    );
};

/** A reference by name to something under `use`. */
export function reference(kind: 'errors' | 'retries' | 'timeouts' | 'authentications', code: DocumentCode): Check {
  return (checking, value, path) => {
    if (typeof value !== 'string' || checking.declared[kind].has(value)) return;
    const guess = suggestion(value, checking.declared[kind]);
    const hint =
      kind === 'timeouts' && isIsoDuration(value)
        ? { en: ` For a duration write {after: ${value}}.`, ko: ` 기간이라면 {after: ${value}}로 쓰세요.` }
        : guess;
    report(checking, path, code, `use.${kind} has no "${value}".${hint.en}`, `use.${kind}에 "${value}"이(가) 없습니다.${hint.ko}`);
  };
}

const timeoutObject = fields({ after: required(duration) });
export const timeoutDefinition: Check = timeoutObject;
export const timeout: Check = byType({ object: timeoutObject, string: reference('timeouts', 'unknown-timeout') });

const schemaFormat: Check = (checking, value, path) => {
  if (isType(checking, value, path, 'string') && typeof value === 'string' && !/^json(:.*)?$/.test(value)) {
    outside(
      `Schemas are JSON Schema; the format "${value}" is not supported.`,
      `스키마는 JSON Schema만 지원합니다. "${value}" 형식은 쓸 수 없습니다.`,
    )(checking, value, path);
  }
};
const schema: Check = fields(
  {
    format: schemaFormat,
    document: checkJsonSchema,
    resource: outside(
      'Schemas are written in the document itself (schema.document); nothing is fetched.',
      '스키마는 문서 안(schema.document)에 씁니다. 밖에서 가져오지 않습니다.',
    ),
  },
  exactlyOne(['document', 'resource']),
);
export const dataInput: Check = fields({ schema, from: transformation });
export const dataOutput: Check = fields({ schema, as: transformation });

const errorStatus: Check = integer(100, 599);
export const errorDefinition: Check = fields({
  type: required(uri),
  status: required(errorStatus),
  title: words,
  detail: words,
  instance: words,
});
const errorFilterTable = { type: words, status: integer(100, 599), instance: words, title: words, detail: words, details: words };
export const errorFilter: Check = fields(errorFilterTable, (checking, value, path) => {
  if (isJsonObject(value) && Object.keys(value).length === 0) {
    report(
      checking,
      path,
      'min-properties',
      'The filter is empty; leave `errors` out to catch everything.',
      '필터가 비어 있습니다. 모든 오류를 잡으려면 `errors`를 빼세요.',
    );
  }
});

const backoff: Check = fields(
  { constant: backoffSettings(), linear: backoffSettings(), exponential: backoffSettings() },
  exactlyOne(['constant', 'linear', 'exponential']),
);
function backoffSettings(): Check {
  return (checking, value, path) => void isType(checking, value, path, 'object');
}
export const retryPolicy: Check = fields({
  when: condition,
  exceptWhen: condition,
  delay: duration,
  backoff,
  limit: fields({ attempt: fields({ count: integer(0, 10_000), duration }), duration }),
  jitter: fields({ from: required(duration), to: required(duration) }),
});
