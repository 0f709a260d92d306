// The little language in which the profile is written down: tables of fields, each with the check of its value. A table is read as
// the specification's own tables are; unknown fields, missing ones and wrong types are said by the combinators, once for all.
import { type Check, type Checking, report } from './checking.ts';
import { suggestion } from './closest.ts';
import { isJsonObject, type Json } from './json.ts';
import { pointer } from './pointer.ts';
import { typeOf } from './schema-check.ts';
import { schemaIssue } from './schema-wording.ts';

export interface Field {
  readonly check: Check;
  readonly required: boolean;
}
export type FieldTable = Readonly<Record<string, Check | Field>>;

export function required(check: Check): Field {
  return { check, required: true };
}

/** Says one of the faults that schemas have too (type, enum, minimum ...) in the same words. */
function fault(checking: Checking, path: string, keyword: string, params: Readonly<Record<string, unknown>>): void {
  checking.issues.push(schemaIssue({ path, keyword, params }));
}

export function isType(checking: Checking, value: Json, path: string, ...types: readonly string[]): boolean {
  const fits = types.some((type) => (type === 'integer' ? typeof value === 'number' && Number.isInteger(value) : typeOf(value) === type));
  if (!fits) fault(checking, path, 'type', { types, actual: typeOf(value), value });
  return fits;
}

/** An object with these fields and no others. */
export function fields(table: FieldTable, also?: Check): Check {
  const entries = Object.entries(table).map(
    ([name, field]) => [name, typeof field === 'function' ? { check: field, required: false } : field] as const,
  );
  const known = new Map(entries);
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
    for (const [name, field] of known) if (field.required && !Object.hasOwn(value, name)) fault(checking, path, 'required', { name });
    for (const [name, part] of Object.entries(value)) {
      const field = known.get(name);
      if (field) field.check(checking, part, pointer(path, name));
      else unknownField(checking, name, pointer(path, name), known.keys());
    }
    also?.(checking, value, path);
  };
}

export function unknownField(checking: Checking, name: string, path: string, known: Iterable<string>): void {
  const guess = suggestion(name, known);
  report(
    checking,
    path,
    'unknown-field',
    `"${name}" is not a field here.${guess.en}`,
    `여기에 쓸 수 없는 항목입니다: "${name}".${guess.ko}`,
  );
}

/** Exactly one of these fields must be there. */
export function exactlyOne(names: readonly string[]): Check {
  return (checking, value, path) => {
    if (!isJsonObject(value)) return;
    const present = names.filter((name) => Object.hasOwn(value, name));
    if (present.length === 1) return;
    const listed = names.join(', ');
    if (present.length === 0) report(checking, path, 'required', `One of ${listed} is missing.`, `${listed} 가운데 하나가 있어야 합니다.`);
    else
      report(
        checking,
        path,
        'exclusive-fields',
        `Only one of ${present.join(', ')} may be given.`,
        `${present.join(', ')} 가운데 하나만 쓸 수 있습니다.`,
      );
  };
}

export function listOf(item: Check, minimum = 0): Check {
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'array') || !Array.isArray(value)) return;
    if (value.length < minimum) fault(checking, path, 'minItems', { limit: minimum, actual: value.length });
    value.forEach((part: Json, index: number) => item(checking, part, pointer(path, index)));
  };
}

/** An object whose keys are names of the writer's own. */
export function recordOf(item: Check): Check {
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
    for (const [name, part] of Object.entries(value)) item(checking, part, pointer(path, name));
  };
}

/** A list whose entries each have exactly one key: its name (tasks, cases, extensions). */
export function oneKey(checking: Checking, value: Json, path: string): readonly [string, Json] | undefined {
  if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return undefined;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first) return first;
  const names = entries.map(([name]) => `"${name}"`).join(', ');
  if (entries.length === 0)
    report(
      checking,
      path,
      'one-key',
      'This entry needs a name with its content below it.',
      '이 항목에는 이름과 그 아래 내용이 있어야 합니다.',
    );
  else
    report(
      checking,
      path,
      'one-key',
      `Each entry of this list has exactly one name, but this one has ${names}; put each behind a "-" of its own, or indent it further.`,
      `이 목록의 항목에는 이름이 하나씩 있어야 합니다. 지금은 ${names}입니다. 각각 "-"로 나누거나 더 들여 쓰세요.`,
    );
  return undefined;
}

export function text(checking: Checking, value: Json, path: string): void {
  isType(checking, value, path, 'string');
}

export function nonEmptyText(checking: Checking, value: Json, path: string): void {
  if (isType(checking, value, path, 'string') && value === '') fault(checking, path, 'minLength', { limit: 1, actual: 0 });
}

export function flag(checking: Checking, value: Json, path: string): void {
  isType(checking, value, path, 'boolean');
}

export function integer(minimum: number, maximum = Number.MAX_SAFE_INTEGER): Check {
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'integer') || typeof value !== 'number') return;
    if (value < minimum) fault(checking, path, 'minimum', { limit: minimum });
    if (value > maximum) fault(checking, path, 'maximum', { limit: maximum });
  };
}

export function choice(...allowed: readonly string[]): Check {
  return (checking, value, path) => {
    if (!allowed.some((one) => one === value)) fault(checking, path, 'enum', { allowed, actual: value });
  };
}

export function anything(): void {}

/** One check for text, another for an object (and so on); any other type is refused by naming those that are allowed. */
export function byType(checks: Readonly<Partial<Record<'string' | 'object' | 'array' | 'boolean', Check>>>): Check {
  const types = Object.keys(checks);
  return (checking, value, path) => {
    if (!isType(checking, value, path, ...types)) return;
    checks[typeOf(value) as keyof typeof checks]?.(checking, value, path);
  };
}

export function allOf(...checks: readonly Check[]): Check {
  return (checking, value, path) => {
    for (const check of checks) check(checking, value, path);
  };
}
