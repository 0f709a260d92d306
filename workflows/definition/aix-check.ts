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
  if (isJsonObject(aix['ui'])) for (const [key, field] of Object.entries(aix['ui'])) checkUi(checking, key, field, pointer(at, 'ui', key));
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

function checkUi(checking: Checking, key: string, field: Json, path: string): void {
  const form = formSchema(checking.document);
  const described = fieldAt(form, key);
  if (described === undefined) {
    const properties = isJsonObject(form) && isJsonObject(form['properties']) ? Object.keys(form['properties']) : [];
    const guess = suggestion(key, properties);
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
function fieldAt(form: Json | undefined, key: string): Json | undefined {
  if (!key.startsWith('/')) return propertyAnywhere(form, form, key, 0);
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

function propertyAnywhere(form: Json | undefined, schema: Json | undefined, name: string, depth: number): Json | undefined {
  const at = referred(form, schema);
  if (!isJsonObject(at) || depth > 8) return at === true ? true : undefined;
  const { properties, items } = at;
  if (isJsonObject(properties) && Object.hasOwn(properties, name)) return properties[name];
  const inside = [...(isJsonObject(properties) ? Object.values(properties) : []), ...(items === undefined ? [] : [items])];
  for (const part of inside) {
    const found = propertyAnywhere(form, part, name, depth + 1);
    if (found !== undefined && found !== true) return found;
  }
  return isFree(at) ? true : undefined;
}

function referred(form: Json | undefined, schema: Json | undefined): Json | undefined {
  return isJsonObject(schema) && typeof schema['$ref'] === 'string' ? (resolveReference(form, schema['$ref']) as Json | undefined) : schema;
}

function isFree(schema: JsonObject): boolean {
  return ['allOf', 'anyOf', 'oneOf', 'if', 'patternProperties', 'prefixItems'].some((keyword) => Object.hasOwn(schema, keyword));
}
