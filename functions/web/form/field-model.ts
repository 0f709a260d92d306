// What the form knows of one field: everything that drawing, reading and wording need, worked out from schema and `metadata.aix.ui`.
// Plain data; how it is made lives in form-model.ts.
import type { Json, JsonSchema } from '../../../workflows/definition/json.ts';

export type Widget =
  | 'line'
  | 'text'
  | 'lines'
  | 'number'
  | 'samples'
  | 'ok-ng'
  | 'choice'
  | 'select'
  | 'chips'
  | 'date'
  | 'time'
  | 'date-time'
  | 'email'
  | 'fixed'
  | 'object'
  | 'rows'
  | 'json';

export interface FieldOption {
  /** What the control sends. */
  readonly text: string;
  /** What the value becomes. */
  readonly value: Json;
  readonly label: string;
}

export interface FieldModel {
  /** JSON Pointer of the value, and the name of the HTML control. A column of `rows` has `*` for the row's number. */
  readonly pointer: string;
  readonly key: string;
  readonly widget: Widget;
  readonly label: string;
  readonly help?: string;
  readonly group?: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly scan: boolean;
  readonly integer: boolean;
  readonly unit?: string;
  readonly nominal?: number;
  readonly lsl?: number;
  readonly usl?: number;
  readonly resolution?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly options?: readonly FieldOption[];
  /** Prefilled (`default`) or, for `fixed`, the value itself. */
  readonly preset?: Json;
  readonly deprecated?: boolean;
  /** Members of an object, or columns of `rows`. */
  readonly fields?: readonly FieldModel[];
  readonly schema: JsonSchema;
}

/** Raw text by control name, in the order sent: what a page needs to draw the same form again with nothing lost. */
export type FormEntries = ReadonlyMap<string, readonly string[]>;

export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
