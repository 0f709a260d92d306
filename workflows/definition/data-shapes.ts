// The small shapes that many fields share: durations, URIs, endpoints, authentication, schemas of data, errors, events.
import { type Check, type Checking, report } from './checking.ts';
import { suggestion } from './closest.ts';
import { DURATION_UNITS, isIsoDuration } from './duration.ts';
import { checkSecretName, condition, template, transformation } from './expression-check.ts';
import { isRuntimeExpression } from './expression-syntax.ts';
import type { DocumentCode } from './issue-codes.ts';
import { isJsonObject, type Json } from './json.ts';
import { checkJsonSchema } from './json-schema-check.ts';
import { outside } from './outside-profile.ts';
import { allOf, byType, choice, exactlyOne, fields, integer, isType, listOf, nonEmptyText, recordOf, required, text } from './shape.ts';

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

function uriText(checking: Checking, value: Json, path: string): void {
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

/** A path below an authority. */
const uriReference: Check = (checking, value, path) => {
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

/** Credentials given in place, or the name of a secret that holds them. */
function credentials(table: Parameters<typeof fields>[0]): Check {
  const inPlace = fields(table);
  const bySecret = fields({ use: required(nonEmptyText) });
  return (checking, value, path) => {
    if (!isJsonObject(value) || !Object.hasOwn(value, 'use')) return inPlace(checking, value, path);
    bySecret(checking, value, path);
    if (typeof value['use'] === 'string') checkSecretName(checking, value['use'], `${path}/use`);
  };
}

const words = allOf(text, template);
const token = fields({ token: required(words), type: required(words) });
const oauth2 = {
  authority: uri,
  grant: choice('authorization_code', 'client_credentials', 'password', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'),
  client: fields({
    id: words,
    secret: words,
    assertion: words,
    authentication: choice('client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'),
  }),
  request: fields({ encoding: choice('application/x-www-form-urlencoded', 'application/json') }),
  issuers: listOf(text),
  scopes: listOf(text),
  audiences: listOf(text),
  username: words,
  password: words,
  subject: token,
  actor: token,
};
const login = credentials({ username: required(words), password: required(words) });
const POLICIES = {
  basic: login,
  bearer: credentials({ token: required(words) }),
  digest: login,
  oauth2: credentials({ ...oauth2, endpoints: fields({ token: uriReference, revocation: uriReference, introspection: uriReference }) }),
  oidc: credentials(oauth2),
};
const policyNames = Object.keys(POLICIES);

export const authenticationPolicy: Check = fields(POLICIES, exactlyOne(policyNames));
export const authentication: Check = fields(
  { ...POLICIES, use: allOf(nonEmptyText, reference('authentications', 'unknown-authentication')) },
  exactlyOne([...policyNames, 'use']),
);

export const endpoint: Check = byType({ string: uriText, object: fields({ uri: required(uri), authentication }) });
export const externalResource: Check = fields({ name: text, endpoint: required(endpoint) });

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

const eventTable = {
  id: words,
  source: uri,
  type: words,
  time: words,
  subject: words,
  datacontenttype: words,
  dataschema: uri,
  data: template,
};

/** CloudEvents attributes; names of the writer's own are extension attributes, so none is unknown. */
export const eventProperties: Check = (checking, value, path) => {
  if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const check = Object.hasOwn(eventTable, name) ? eventTable[name as keyof typeof eventTable] : template;
    check(checking, part, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
};
export const emittedEvent: Check = fields({ with: required(allOf(eventProperties, fieldsPresent('source', 'type'))) });

function fieldsPresent(...names: readonly string[]): Check {
  return (checking, value, path) => {
    if (!isJsonObject(value)) return;
    for (const name of names)
      if (!Object.hasOwn(value, name)) report(checking, path, 'required', `"${name}" is missing.`, `필수 항목 "${name}" 값이 없습니다.`);
  };
}

const correlation = recordOf(fields({ from: required(condition), expect: words }));
const someProperty: Check = (checking, value, path) => {
  if (isJsonObject(value) && Object.keys(value).length === 0)
    report(
      checking,
      path,
      'min-properties',
      'The filter is empty; name at least the type of the event.',
      '필터가 비어 있습니다. 이벤트의 type이라도 쓰세요.',
    );
};
const eventFilter: Check = fields({ with: required(allOf(eventProperties, someProperty)), correlate: correlation });

const consumptionTable = { one: eventFilter, all: listOf(eventFilter), any: listOf(eventFilter) };
const untilEvents: Check = fields(consumptionTable, exactlyOne(['one', 'all', 'any']));
export const eventConsumption: Check = allOf(
  fields({ ...consumptionTable, until: byType({ string: condition, object: untilEvents }) }, exactlyOne(['one', 'all', 'any'])),
  (checking, value, path) => {
    if (isJsonObject(value) && Object.hasOwn(value, 'until') && !Object.hasOwn(value, 'any'))
      report(checking, `${path}/until`, 'exclusive-fields', '`until` belongs to `any`.', '`until`은 `any`와 함께만 씁니다.');
  },
);

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
