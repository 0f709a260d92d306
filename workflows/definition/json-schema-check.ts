// Is this a JSON Schema (2020-12) that forms, validators and people can rely on? Types of the keywords, patterns that run on re2js,
// references that lead somewhere, limits that can be met. A misspelt keyword asserts nothing, so it is at least a warning.
import { type Checking, report, warn } from './checking.ts';
import { closest, suggestion } from './closest.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { KEYWORDS, type KeywordKind } from './json-schema-keywords.ts';
import { pointer } from './pointer.ts';
import { compilePattern } from './regex.ts';
import { resolveReference } from './schema-reference.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;

interface SchemaPlace {
  readonly checking: Checking;
  readonly root: Json;
}

export function checkJsonSchema(checking: Checking, schema: Json, path: string): void {
  walk({ checking, root: schema }, schema, path);
}

function wrong(place: SchemaPlace, path: string, en: string, ko: string): void {
  report(place.checking, path, 'schema-invalid', en, ko);
}

function walk(place: SchemaPlace, schema: Json | undefined, path: string): void {
  if (typeof schema === 'boolean') return;
  if (!isJsonObject(schema))
    return wrong(place, path, 'A schema must be an object, true or false.', '스키마는 객체나 true, false여야 합니다.');
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (kind === undefined) unknownKeyword(place, keyword, pointer(path, keyword));
    else CHECKS[kind](place, value, pointer(path, keyword));
  }
  checkRanges(place, schema, path);
  checkRequired(place, schema, path);
}

function unknownKeyword({ checking }: SchemaPlace, keyword: string, path: string): void {
  const guess = closest(keyword, Object.keys(KEYWORDS));
  const hint =
    keyword === 'x-ui'
      ? { en: ' How a field looks belongs in document.metadata.aix.ui.', ko: ' 항목의 모양은 document.metadata.aix.ui에 씁니다.' }
      : { en: guess ? ` Did you mean "${guess}"?` : '', ko: guess ? ` "${guess}" 아닌가요?` : '' };
  warn(
    checking,
    path,
    'unknown-keyword',
    `"${keyword}" is no keyword of JSON Schema and has no effect.${hint.en}`,
    `JSON Schema에 없는 키워드라 효과가 없습니다: "${keyword}".${hint.ko}`,
  );
}

type KeywordCheck = (place: SchemaPlace, value: Json, path: string) => void;

function must(fits: (value: Json) => boolean, en: string, ko: string): KeywordCheck {
  return (place, value, path) => {
    if (!fits(value)) wrong(place, path, en, ko);
  };
}

function isNames(value: Json): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string') && new Set(value).size === value.length;
}

const CHECKS: Readonly<Record<KeywordKind, KeywordCheck>> = {
  any: () => {},
  flag: must((value) => typeof value === 'boolean', 'This must be true or false.', 'true 또는 false여야 합니다.'),
  text: must((value) => typeof value === 'string', 'This must be text.', '글자여야 합니다.'),
  number: must((value) => typeof value === 'number', 'This must be a number.', '숫자여야 합니다.'),
  positive: must((value) => typeof value === 'number' && value > 0, 'This must be a number above 0.', '0보다 큰 숫자여야 합니다.'),
  count: must(
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
    'This must be a whole number, 0 or more.',
    '0 이상인 정수여야 합니다.',
  ),
  names: must(isNames, 'This must be a list of names, each once.', '이름 목록이어야 하며 같은 이름이 두 번 있으면 안 됩니다.'),
  nameRecord: must(
    (value) => isJsonObject(value) && Object.values(value).every(isNames),
    'This must be an object of lists of names.',
    '이름 목록을 값으로 가진 객체여야 합니다.',
  ),
  values: must(
    (value) => Array.isArray(value) && value.length > 0,
    'This must be a list of at least one value.',
    '값이 하나 이상 있는 목록이어야 합니다.',
  ),
  type: checkTypeKeyword,
  pattern: checkPattern,
  reference: checkReference,
  schema: walk,
  schemas: (place, value, path) => {
    if (!Array.isArray(value) || value.length === 0)
      return wrong(place, path, 'This must be a list of at least one schema.', '스키마가 하나 이상 있는 목록이어야 합니다.');
    value.forEach((part: Json, index: number) => walk(place, part, pointer(path, index)));
  },
  schemaRecord: (place, value, path) => {
    if (!isJsonObject(value)) return wrong(place, path, 'This must be an object of schemas.', '스키마를 값으로 가진 객체여야 합니다.');
    for (const [name, part] of Object.entries(value)) {
      if (path.endsWith('/patternProperties')) checkPattern(place, name, pointer(path, name));
      walk(place, part, pointer(path, name));
    }
  },
};

function checkTypeKeyword(place: SchemaPlace, value: Json, path: string): void {
  const named: readonly Json[] = Array.isArray(value) ? value : [value];
  for (const type of named) {
    if (typeof type === 'string' && TYPES.some((known) => known === type)) continue;
    const guess = suggestion(typeof type === 'string' ? type : '', TYPES);
    wrong(
      place,
      path,
      `${JSON.stringify(type)} is not a type of JSON Schema.${guess.en}`,
      `JSON Schema에 없는 타입입니다: ${JSON.stringify(type)}.${guess.ko}`,
    );
  }
  if (named.length === 0) wrong(place, path, 'The list of types is empty.', '타입 목록이 비어 있습니다.');
}

function checkPattern(place: SchemaPlace, value: Json, path: string): void {
  if (typeof value !== 'string') return wrong(place, path, 'A pattern must be text.', '정규식은 글자여야 합니다.');
  const compiled = compilePattern(value);
  if (typeof compiled !== 'string') return;
  report(
    place.checking,
    path,
    'regex-unsupported',
    `The pattern cannot be used: ${compiled}. Write it without look-around and back-references (RE2 syntax).`,
    `쓸 수 없는 정규식입니다: ${compiled}. 전후방 탐색과 역참조 없이(RE2 문법) 쓰세요.`,
  );
}

function checkReference(place: SchemaPlace, value: Json, path: string): void {
  if (typeof value !== 'string') return wrong(place, path, 'A reference must be text.', '참조는 글자여야 합니다.');
  if (resolveReference(place.root, value) !== undefined) return;
  report(
    place.checking,
    path,
    'unresolved-reference',
    `"${value}" names nothing in this schema; only references such as #/$defs/name are followed.`,
    `이 스키마 안에 "${value}"이(가) 없습니다. #/$defs/이름 같은 참조만 따라갑니다.`,
  );
}

const RANGES = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
] as const;

function checkRanges(place: SchemaPlace, schema: JsonObject, path: string): void {
  for (const [least, most] of RANGES) {
    const low = schema[least];
    const high = schema[most];
    if (typeof low !== 'number' || typeof high !== 'number' || low <= high) continue;
    wrong(
      place,
      pointer(path, least),
      `${least} (${low}) is above ${most} (${high}), so nothing fits.`,
      `${least}(${low})이(가) ${most}(${high})보다 커서 맞는 값이 없습니다.`,
    );
  }
}

/** A required field that is described nowhere cannot be shown in a form, so the form could never be sent. */
function checkRequired({ checking }: SchemaPlace, schema: JsonObject, path: string): void {
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isJsonObject(properties)) return;
  for (const name of required) {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) continue;
    const guess = closest(name, Object.keys(properties));
    warn(
      checking,
      pointer(path, 'required'),
      'required-without-property',
      `"${name}" is required but not among the properties.${guess ? ` Did you mean "${guess}"?` : ''}`,
      `필수 항목 "${name}"이(가) properties에 없습니다.${guess ? ` "${guess}" 아닌가요?` : ''}`,
    );
  }
}
