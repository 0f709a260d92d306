// From JSON Schema 2020-12 and `metadata.aix.ui` to the fields of a form. Pure: no HTML, no request. Shapes that no widget can draw
// become a `json` field, so that every definition has a form.
import type { FieldUi, LocalText } from '../../../workflows/definition/document.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../../workflows/definition/json.ts';
import type { Language } from '../copy/copy.ts';
import { type FieldModel, type FieldOption, pointerToken, type Widget } from './field-model.ts';
import { textIn } from './local-text.ts';
import { mergedSchema, offeredProperties } from './schema-reading.ts';

export type FormUi = Readonly<Record<string, FieldUi>>;

interface Making {
  readonly root: JsonSchema;
  readonly ui: FormUi;
  readonly language: Language;
  readonly depth: number;
}

const LONG_TEXT = 120;
const MAX_BUTTONS = 5;
const MAX_DEPTH = 6;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Fields in the order of `ui.order`, then of the schema. `language` chooses labels and option names; codes stay as they are. */
export function formModel(schema: JsonSchema | undefined, ui: FormUi | undefined, language: Language): readonly FieldModel[] {
  if (schema === undefined) return [];
  return fieldsOf(schema, '', { root: schema, ui: ui ?? {}, language, depth: 0 });
}

function fieldsOf(schema: JsonSchema, parent: string, making: Making): readonly FieldModel[] {
  const merged = mergedSchema(schema, making.root);
  const properties = offeredProperties(merged, making.root);
  const required = new Set(Array.isArray(merged.required) ? merged.required : []);
  return Object.entries(properties)
    .filter(([key]) => !FORBIDDEN_KEYS.has(key))
    .map(([key, property], index) => {
      const pointer = `${parent}/${pointerToken(key)}`;
      const ui = uiOf(making.ui, pointer, key);
      const field = fieldOf(key, pointer, mergedSchema(property as JsonSchema, making.root), ui, required.has(key), making);
      return { field, order: ui.order ?? 1_000, index };
    })
    .sort((a, b) => a.order - b.order || a.index - b.index)
    .map(({ field }) => field);
}

/** By pointer, by pointer without row marks, and by bare name at the top or as a column's name. */
function uiOf(ui: FormUi, pointer: string, key: string): FieldUi {
  for (const name of [pointer, pointer.replaceAll('/*', ''), key]) {
    const found = Object.hasOwn(ui, name) ? ui[name] : undefined;
    if (found !== undefined) return found;
  }
  return {};
}

function fieldOf(key: string, pointer: string, schema: JsonObject, ui: FieldUi, required: boolean, making: Making): FieldModel {
  const options = optionsOf(schema, ui, making);
  const widget = making.depth >= MAX_DEPTH ? 'json' : widgetOf(schema, options, making.root);
  const items = isJsonObject(schema.items) ? mergedSchema(schema.items, making.root) : {};
  // A list of numbers has its limits on the items; the form shows and checks them as the field's.
  const limits = widget === 'samples' ? items : schema;
  const number = (name: string, of: JsonObject = limits) => (typeof of[name] === 'number' ? (of[name] as number) : undefined);
  return {
    pointer,
    key,
    widget,
    label: textIn(ui.label, making.language) ?? (typeof schema.title === 'string' ? schema.title : humanName(key)),
    help: textIn(ui.help, making.language) ?? (typeof schema.description === 'string' ? schema.description : undefined),
    group: typeof ui.group === 'string' ? ui.group : textIn(ui.group as LocalText | undefined, making.language),
    required,
    readOnly: schema.readOnly === true,
    scan: ui.scan === true,
    integer:
      limits.type === 'integer' || (Array.isArray(limits.type) && limits.type.includes('integer') && !limits.type.includes('number')),
    unit: ui.unit,
    nominal: ui.nominal,
    lsl: ui.lsl,
    usl: ui.usl,
    resolution: ui.resolution ?? number('multipleOf'),
    minimum: number('minimum'),
    maximum: number('maximum'),
    exclusiveMinimum: number('exclusiveMinimum'),
    exclusiveMaximum: number('exclusiveMaximum'),
    minLength: number('minLength'),
    maxLength: number('maxLength'),
    pattern: typeof limits.pattern === 'string' ? limits.pattern : undefined,
    minItems: number('minItems', schema),
    maxItems: number('maxItems', schema),
    uniqueItems: schema.uniqueItems === true,
    options,
    preset: (schema.const as Json | undefined) ?? (schema.default as Json | undefined),
    deprecated: schema.deprecated === true,
    fields: membersOf(widget, schema, items, pointer, making),
    schema,
  };
}

function membersOf(
  widget: Widget,
  schema: JsonObject,
  items: JsonObject,
  pointer: string,
  making: Making,
): readonly FieldModel[] | undefined {
  const deeper = { ...making, depth: making.depth + 1 };
  if (widget === 'object') return fieldsOf(schema, pointer, deeper);
  if (widget === 'rows') return fieldsOf(items, `${pointer}/*`, deeper);
  return undefined;
}

function optionsOf(schema: JsonObject, ui: FieldUi, making: Making): readonly FieldOption[] | undefined {
  const source = schema.type === 'array' && isJsonObject(schema.items) ? mergedSchema(schema.items, making.root) : schema;
  const named = (value: Json, title?: string): FieldOption => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const own = ui.options !== undefined && Object.hasOwn(ui.options, text) ? textIn(ui.options[text], making.language) : undefined;
    return { text, value, label: own ?? title ?? text };
  };
  if (Array.isArray(source.enum)) return (source.enum as readonly Json[]).map((value) => named(value));
  const alternatives = (source.oneOf ?? source.anyOf) as readonly Json[] | undefined;
  if (Array.isArray(alternatives) && alternatives.every((one) => isJsonObject(one) && 'const' in one)) {
    return (alternatives as readonly JsonObject[]).map((one) =>
      named(one.const as Json, typeof one.title === 'string' ? one.title : undefined),
    );
  }
  if (source.type === 'boolean' && ui.options !== undefined) return [named(true), named(false)];
  return undefined;
}

function widgetOf(schema: JsonObject, options: readonly FieldOption[] | undefined, root: JsonSchema): Widget {
  if ('const' in schema) return 'fixed';
  const type = plainType(schema);
  if (type === 'array') return listWidget(schema, options, root);
  if (type === 'boolean') return 'ok-ng';
  if (options !== undefined) return options.length <= MAX_BUTTONS ? 'choice' : 'select';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'object') return isJsonObject(schema.properties) ? 'object' : 'json';
  return type === 'string' ? stringWidget(schema) : 'json';
}

function stringWidget(schema: JsonObject): Widget {
  if (schema.format === 'date' || schema.format === 'time' || schema.format === 'date-time' || schema.format === 'email')
    return schema.format;
  const long = typeof schema.maxLength === 'number' && schema.maxLength > LONG_TEXT;
  return long || schema.contentMediaType === 'text/markdown' ? 'text' : 'line';
}

function listWidget(schema: JsonObject, options: readonly FieldOption[] | undefined, root: JsonSchema): Widget {
  if (!isJsonObject(schema.items) || schema.prefixItems !== undefined) return 'json';
  const items = mergedSchema(schema.items, root);
  if (options !== undefined) return schema.uniqueItems === true ? 'chips' : 'json';
  const type = plainType(items);
  if (type === 'number' || type === 'integer') return 'samples';
  if (type === 'string') return 'lines';
  return type === 'object' && isJsonObject(items.properties) ? 'rows' : 'json';
}

/** `[T, null]` is T that may be left empty. */
function plainType(schema: JsonObject): Json | undefined {
  if (!Array.isArray(schema.type)) return schema.type ?? (isJsonObject(schema.properties) ? 'object' : undefined);
  const types = (schema.type as readonly Json[]).filter((type) => type !== 'null');
  return types.length === 1
    ? types[0]
    : types.includes('number') && types.every((type) => type === 'number' || type === 'integer')
      ? 'number'
      : undefined;
}

function humanName(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
