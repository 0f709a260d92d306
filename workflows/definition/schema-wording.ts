// What is said of a value that does not fit its schema: one code and one sentence in English and Korean for each keyword.
// The only table of these words; the validator of the doors (functions/shared) speaks through it too.
import { suggestion } from './closest.ts';
import type { Issue } from './issue.ts';
import type { ValueCode } from './issue-codes.ts';
import type { SchemaFault } from './schema-check.ts';

type Params = SchemaFault['params'];
interface Wording {
  readonly code: ValueCode | 'unresolved-reference' | 'regex-unsupported';
  readonly en: (params: Params) => string;
  readonly ko: (params: Params) => string;
}

const TYPE_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  string: ['text', '글자'],
  number: ['a number', '숫자'],
  integer: ['a whole number', '정수'],
  boolean: ['true or false', '참 또는 거짓(true, false)'],
  array: ['a list', '목록'],
  object: ['an object', '항목 묶음(객체)'],
  null: ['null', '빈 값(null)'],
};

const typeNames = (params: Params, language: 0 | 1): string =>
  (params['types'] as readonly string[]).map((type) => TYPE_NAMES[type]?.[language] ?? type).join(language === 0 ? ' or ' : ' 또는 ');
const typeName = (type: unknown, language: 0 | 1): string => TYPE_NAMES[String(type)]?.[language] ?? String(type);
/** A number that is not whole is shown itself: that it is a number helps nobody. */
const given = (params: Params, language: 0 | 1): string => {
  if (typeof params['value'] === 'number') return String(params['value']);
  return language === 0 ? typeName(params['actual'], 0) : `${typeName(params['actual'], 1)} 형식`;
};
const EXAMPLES: Readonly<Record<string, string>> = {
  duration: 'PT10M',
  date: '2026-02-28',
  time: '08:30:00+09:00',
  'date-time': '2026-02-28T08:30:00+09:00',
  email: 'name@example.com',
  uri: 'https://example.com/',
};
const example = (format: unknown): string | undefined => EXAMPLES[String(format)];
const text = (value: unknown): string => {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 80 ? `${written.slice(0, 80)}…` : written;
};
const list = (params: Params): string => {
  const allowed = params['allowed'] as readonly unknown[];
  return allowed.slice(0, 12).map(text).join(', ') + (allowed.length > 12 ? ', …' : '');
};
const guessed = (params: Params, language: 'en' | 'ko'): string =>
  suggestion(String(params['name']), (params['known'] as readonly string[] | undefined) ?? [])[language];
/** The sentence already lists every value; only a near miss among texts is worth more. */
const option = (params: Params, language: 'en' | 'ko'): string => {
  const allowed = (params['allowed'] as readonly unknown[]).filter((one): one is string => typeof one === 'string');
  const tail = typeof params['actual'] === 'string' ? suggestion(params['actual'], allowed)[language] : '';
  return tail.startsWith(' Known') || tail.startsWith(' 쓸 수') ? '' : tail;
};

export const WORDING: Readonly<Record<string, Wording>> = {
  required: {
    code: 'required',
    en: (p) => `"${String(p['name'])}" is missing.`,
    ko: (p) => `필수 항목 "${String(p['name'])}" 값이 없습니다.`,
  },
  dependentRequired: {
    code: 'required',
    en: (p) => `"${String(p['name'])}" is needed as soon as "${String(p['present'])}" is given.`,
    ko: (p) => `"${String(p['present'])}" 값이 있으면 "${String(p['name'])}" 값도 있어야 합니다.`,
  },
  type: {
    code: 'type',
    en: (p) => `This must be ${typeNames(p, 0)}, not ${given(p, 0)}.`,
    ko: (p) => `${typeNames(p, 1)} 형식이어야 합니다. 지금은 ${given(p, 1)}입니다.`,
  },
  const: { code: 'const', en: (p) => `This must be ${text(p['allowed'])}.`, ko: (p) => `값이 ${text(p['allowed'])}이어야 합니다.` },
  enum: {
    code: 'enum',
    en: (p) => `This must be one of ${list(p)}.${option(p, 'en')}`,
    ko: (p) => `다음 가운데 하나여야 합니다: ${list(p)}.${option(p, 'ko')}`,
  },
  minimum: { code: 'minimum', en: (p) => `This must be ${text(p['limit'])} or more.`, ko: (p) => `${text(p['limit'])} 이상이어야 합니다.` },
  maximum: { code: 'maximum', en: (p) => `This must be ${text(p['limit'])} or less.`, ko: (p) => `${text(p['limit'])} 이하여야 합니다.` },
  exclusiveMinimum: {
    code: 'exclusive-minimum',
    en: (p) => `This must be more than ${text(p['limit'])}.`,
    ko: (p) => `${text(p['limit'])}보다 커야 합니다.`,
  },
  exclusiveMaximum: {
    code: 'exclusive-maximum',
    en: (p) => `This must be less than ${text(p['limit'])}.`,
    ko: (p) => `${text(p['limit'])}보다 작아야 합니다.`,
  },
  multipleOf: {
    code: 'multiple-of',
    en: (p) => `This must be a multiple of ${text(p['limit'])}.`,
    ko: (p) => `${text(p['limit'])}의 배수여야 합니다.`,
  },
  minLength: {
    code: 'min-length',
    en: (p) => `This needs ${text(p['limit'])} characters or more; it has ${text(p['actual'])}.`,
    ko: (p) => `${text(p['limit'])}자 이상이어야 합니다. 지금 ${text(p['actual'])}자입니다.`,
  },
  maxLength: {
    code: 'max-length',
    en: (p) => `This may have at most ${text(p['limit'])} characters; it has ${text(p['actual'])}.`,
    ko: (p) => `${text(p['limit'])}자까지 쓸 수 있습니다. 지금 ${text(p['actual'])}자입니다.`,
  },
  pattern: {
    code: 'pattern',
    en: (p) => `This does not have the form ${String(p['pattern'])}.`,
    ko: (p) => `정해진 형식과 다릅니다. 형식: ${String(p['pattern'])}`,
  },
  format: {
    code: 'format',
    en: (p) =>
      `This is not a valid ${String(p['format'])}${example(p['format']) === undefined ? '' : `; write for example ${example(p['format'])}`}.`,
    ko: (p) => `${String(p['format'])} 형식에 맞지 않습니다.${example(p['format']) === undefined ? '' : ` 예: ${example(p['format'])}`}`,
  },
  minItems: {
    code: 'min-items',
    en: (p) => `This needs ${text(p['limit'])} entries or more; it has ${text(p['actual'])}.`,
    ko: (p) => `값이 ${text(p['limit'])}개 이상 있어야 합니다. 지금 ${text(p['actual'])}개입니다.`,
  },
  maxItems: {
    code: 'max-items',
    en: (p) => `This may have at most ${text(p['limit'])} entries; it has ${text(p['actual'])}.`,
    ko: (p) => `값을 ${text(p['limit'])}개까지 넣을 수 있습니다. 지금 ${text(p['actual'])}개입니다.`,
  },
  uniqueItems: {
    code: 'unique-items',
    en: (p) => `${text(p['value'])} stands here twice.`,
    ko: (p) => `${text(p['value'])} 값이 두 번 들어 있습니다.`,
  },
  minProperties: {
    code: 'min-properties',
    en: (p) => `This needs ${text(p['limit'])} members or more; it has ${text(p['actual'])}.`,
    ko: (p) => `항목이 ${text(p['limit'])}개 이상 있어야 합니다. 지금 ${text(p['actual'])}개입니다.`,
  },
  maxProperties: {
    code: 'max-properties',
    en: (p) => `This may have at most ${text(p['limit'])} members; it has ${text(p['actual'])}.`,
    ko: (p) => `항목은 ${text(p['limit'])}개까지입니다. 지금 ${text(p['actual'])}개입니다.`,
  },
  additionalProperties: {
    code: 'unknown-field',
    en: (p) => `"${String(p['name'])}" is not a field here.${guessed(p, 'en')}`,
    ko: (p) => `여기에 쓸 수 없는 항목입니다: "${String(p['name'])}".${guessed(p, 'ko')}`,
  },
  unevaluatedProperties: {
    code: 'unknown-field',
    en: (p) => `"${String(p['name'])}" is not a field here.${guessed(p, 'en')}`,
    ko: (p) => `여기에 쓸 수 없는 항목입니다: "${String(p['name'])}".${guessed(p, 'ko')}`,
  },
  propertyNames: {
    code: 'property-names',
    en: (p) => `"${String(p['name'])}" is not allowed as a name here.`,
    ko: (p) => `항목 이름으로 쓸 수 없습니다: "${String(p['name'])}".`,
  },
  items: {
    code: 'max-items',
    en: (p) => `This may have at most ${text(p['limit'])} entries.`,
    ko: (p) => `값을 ${text(p['limit'])}개까지 넣을 수 있습니다.`,
  },
  unevaluatedItems: { code: 'max-items', en: () => 'This entry is one too many.', ko: () => '허용된 개수를 넘은 값입니다.' },
  contains: {
    code: 'contains',
    en: (p) => `This needs ${text(p['limit'])} fitting entries or more; it has ${text(p['actual'])}.`,
    ko: (p) => `조건에 맞는 값이 ${text(p['limit'])}개 이상 있어야 합니다. 지금 ${text(p['actual'])}개입니다.`,
  },
  maxContains: {
    code: 'contains',
    en: (p) => `This may have at most ${text(p['limit'])} such entries; it has ${text(p['actual'])}.`,
    ko: (p) => `조건에 맞는 값은 ${text(p['limit'])}개까지입니다. 지금 ${text(p['actual'])}개입니다.`,
  },
  anyOf: { code: 'any-of', en: () => 'This fits none of the allowed forms.', ko: () => '허용된 형태 가운데 어느 것과도 맞지 않습니다.' },
  oneOf: {
    code: 'one-of',
    en: (p) =>
      p['matches'] === 0
        ? 'This fits none of the allowed forms.'
        : 'This fits more than one of the allowed forms; it must fit exactly one.',
    ko: (p) =>
      p['matches'] === 0 ? '허용된 형태 가운데 어느 것과도 맞지 않습니다.' : '허용된 형태 여럿과 맞습니다. 하나와만 맞아야 합니다.',
  },
  not: { code: 'not', en: () => 'This value is excluded.', ko: () => '쓸 수 없는 값입니다.' },
  'false-schema': { code: 'not-allowed', en: () => 'Nothing is allowed here.', ko: () => '여기에는 값을 넣을 수 없습니다.' },
  $ref: {
    code: 'unresolved-reference',
    en: (p) => `The schema refers to "${String(p['reference'])}", which it does not contain.`,
    ko: (p) => `스키마가 가리키는 "${String(p['reference'])}"을(를) 찾을 수 없습니다.`,
  },
  'regex-unsupported': {
    code: 'regex-unsupported',
    en: (p) => `The pattern ${String(p['pattern'])} cannot be used: ${String(p['reason'])}.`,
    ko: (p) => `쓸 수 없는 정규식입니다: ${String(p['pattern'])} (${String(p['reason'])})`,
  },
  'schema-limit': {
    code: 'schema-limit',
    en: () => 'The schema refers to itself without end.',
    ko: () => '스키마가 자신을 끝없이 참조합니다.',
  },
};

/** The issue of a fault; `prefix` stands before its path. */
export function schemaIssue(fault: SchemaFault, prefix = ''): Issue {
  const wording = WORDING[fault.keyword];
  if (!wording)
    return {
      path: prefix + fault.path,
      code: 'invalid-value',
      message: 'This value does not fit.',
      messageKo: '스키마에 맞지 않는 값입니다.',
    };
  return { path: prefix + fault.path, code: wording.code, message: wording.en(fault.params), messageKo: wording.ko(fault.params) };
}
