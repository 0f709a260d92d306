// `metadata.aix` held to its published schema, and to what a schema cannot say: that fields, time zones and limits fit the document.
import { AIX_DOCUMENT_SCHEMA, AIX_TASK_SCHEMA } from './aix-schema.ts';
import { type Check, type Checking, report, warn } from './checking.ts';
import { suggestion } from './closest.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { pointer, segmentsOf } from './pointer.ts';
import { validateInstance } from './schema-instance.ts';
import { resolveReference } from './schema-reference.ts';
import { isType } from './shape.ts';

function hold(checking: Checking, schema: JsonObject, value: Json, path: string): void {
  checking.issues.push(...validateInstance(schema, value, { prefix: path }));
}

/** Check of a task's `metadata`; `compensate` is checked by `taskList`. */
export function aixTask(taskList: Check): Check {
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
    const aix = value['aix'];
    if (aix === undefined) return;
    const at = pointer(path, 'aix');
    hold(checking, AIX_TASK_SCHEMA, aix, at);
    if (isJsonObject(aix) && Array.isArray(aix['compensate'])) taskList(checking, aix['compensate'], pointer(at, 'compensate'));
  };
}

export function aixDocument(checking: Checking, value: Json, path: string): void {
  if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
  const aix = value['aix'];
  if (aix === undefined) return;
  const at = pointer(path, 'aix');
  hold(checking, AIX_DOCUMENT_SCHEMA, aix, at);
  if (!isJsonObject(aix)) return;
  if (isJsonObject(aix['ui'])) {
    const names = namesOf(formSchema(checking.document));
    for (const [key, field] of Object.entries(aix['ui'])) checkUi(checking, names, key, field, pointer(at, 'ui', key));
  }
  if (isJsonObject(aix['schedule'])) checkSchedule(checking, aix['schedule'], pointer(at, 'schedule'));
}

function checkSchedule(checking: Checking, schedule: JsonObject, path: string): void {
  const { timezone } = schedule;
  if (typeof timezone === 'string' && timezone !== '' && !checking.knowsTimezone(timezone)) {
    report(
      checking,
      pointer(path, 'timezone'),
      'invalid-timezone',
      `"${timezone}" is not a time zone; write an IANA name such as Asia/Seoul.`,
      `"${timezone}"은(는) 시간대가 아닙니다. Asia/Seoul 같은 IANA 이름으로 쓰세요.`,
    );
  }
  if (isJsonObject(checking.document) && checking.document['schedule'] === undefined) {
    warn(
      checking,
      path,
      'schedule-without-time',
      'The document has no `schedule`, so these settings have no effect.',
      '문서에 `schedule`이 없어 이 설정은 효과가 없습니다.',
    );
  }
}

function checkUi(checking: Checking, names: FormNames, key: string, field: Json, path: string): void {
  const described = fieldAt(names, key);
  if (described === undefined) {
    const guess = suggestion(key, names.byName.keys());
    report(
      checking,
      path,
      'unknown-ui-field',
      `input.schema has no field "${key}".${guess.en}`,
      `input.schema에 "${key}" 항목이 없습니다.${guess.ko}`,
    );
  }
  if (!isJsonObject(field)) return;
  const { lsl, usl, nominal, options } = field;
  if (typeof lsl === 'number' && typeof usl === 'number' && lsl > usl) {
    report(
      checking,
      pointer(path, 'lsl'),
      'invalid-limits',
      `lsl (${lsl}) is above usl (${usl}).`,
      `하한 lsl(${lsl})이 상한 usl(${usl})보다 큽니다.`,
    );
  } else if (typeof nominal === 'number' && ((typeof lsl === 'number' && nominal < lsl) || (typeof usl === 'number' && nominal > usl))) {
    warn(
      checking,
      pointer(path, 'nominal'),
      'invalid-limits',
      'The nominal value lies outside its limits.',
      '기준값이 규격 한계 밖에 있습니다.',
    );
  }
  const allowed = isJsonObject(described) && Array.isArray(described['enum']) ? described['enum'].map(String) : undefined;
  if (!isJsonObject(options) || !allowed) return;
  for (const option of Object.keys(options)) {
    if (!allowed.includes(option))
      warn(
        checking,
        pointer(path, 'options', option),
        'unknown-option',
        `"${option}" is not among the values of this field.`,
        `이 항목에서 고를 수 없는 값입니다: "${option}".`,
      );
  }
}

function formSchema(document: Json): Json | undefined {
  let at: Json | undefined = document;
  for (const key of ['input', 'schema', 'document']) at = isJsonObject(at) ? at[key] : undefined;
  return at;
}

/**
 * The schema that describes a field, named by property (of the form or of a row), or by JSON Pointer into the form's data, rows as `*`
 * or left out. True where a schema is too free to tell.
 */
function fieldAt(names: FormNames, key: string): Json | undefined {
  const { form } = names;
  if (!key.startsWith('/')) return names.byName.get(key) ?? (names.free ? true : undefined);
  let at: Json | undefined = form;
  for (const segment of segmentsOf(key)) at = memberOf(form, at, segment);
  return at;
}

function memberOf(form: Json | undefined, schema: Json | undefined, segment: string): Json | undefined {
  const at = referred(form, schema);
  if (!isJsonObject(at)) return at === true ? true : undefined;
  const { properties, items } = at;
  if (isJsonObject(properties) && Object.hasOwn(properties, segment)) return properties[segment];
  if (items !== undefined) return /^(\d+|-|\*)$/.test(segment) ? items : memberOf(form, items, segment);
  return isFree(at) ? true : undefined;
}

interface FormNames {
  readonly form: Json | undefined;
  /** Every property of the form and of its rows, the outermost of a name. */
  readonly byName: ReadonlyMap<string, Json>;
  /** Some part of the schema is too free to tell which fields there are. */
  readonly free: boolean;
}

/** Walks the form's schema once, level by level, however many fields `ui` describes. */
function namesOf(form: Json | undefined): FormNames {
  const byName = new Map<string, Json>();
  const seen = new Set<Json>();
  let free = form === undefined ? false : form === true;
  let level: (Json | undefined)[] = [form];
  for (let depth = 0; depth < 10 && level.length > 0; depth += 1) {
    const next: (Json | undefined)[] = [];
    for (const part of level) {
      const at = referred(form, part);
      if (!isJsonObject(at) || seen.has(at)) continue;
      seen.add(at);
      free ||= isFree(at);
      if (at['items'] !== undefined) next.push(at['items']);
      if (!isJsonObject(at['properties'])) continue;
      for (const [name, schema] of Object.entries(at['properties'])) {
        if (!byName.has(name)) byName.set(name, schema as Json);
        next.push(schema as Json);
      }
    }
    level = next;
  }
  return { form, byName, free };
}

function referred(form: Json | undefined, schema: Json | undefined): Json | undefined {
  return isJsonObject(schema) && typeof schema['$ref'] === 'string' ? (resolveReference(form, schema['$ref']) as Json | undefined) : schema;
}

function isFree(schema: JsonObject): boolean {
  return ['allOf', 'anyOf', 'oneOf', 'if', 'patternProperties', 'prefixItems'].some((keyword) => Object.hasOwn(schema, keyword));
}
