// Finds values that are probably a slip (a lost decimal point, another unit): far outside what the field's nominal and limits make
// usual. Such a value is asked about once, never refused; a value merely out of tolerance is not asked about at all.
import type { Json, JsonObject } from '../../../workflows/definition/json.ts';
import type { FieldModel } from './field-model.ts';

export interface Doubt {
  readonly pointer: string;
  readonly values: readonly number[];
  /** Lowest and highest usual value. */
  readonly usual: readonly [number, number];
}

/** Tolerance widths around the middle, and the factor for a field that has a nominal or one limit only. */
const WIDTHS = 5;
const FACTOR = 8;

export function usualRange(field: Pick<FieldModel, 'nominal' | 'lsl' | 'usl'>): readonly [number, number] | undefined {
  const { nominal, lsl, usl } = field;
  if (lsl !== undefined && usl !== undefined && usl > lsl) {
    const middle = nominal ?? (lsl + usl) / 2;
    return [middle - WIDTHS * (usl - lsl), middle + WIDTHS * (usl - lsl)];
  }
  const reference = nominal ?? usl ?? lsl;
  if (reference === undefined || reference === 0) return undefined;
  const far = reference * FACTOR;
  // Below: a tenth of the nominal is a slip, a tenth of an upper limit is not.
  const near = nominal === undefined ? -Math.abs(far) : reference / FACTOR;
  return far > near ? [near, far] : [far, near];
}

/** Doubts at the top-level number fields of a parsed value. */
export function doubtsOf(fields: readonly FieldModel[], value: JsonObject): readonly Doubt[] {
  return fields.flatMap((field) => {
    const usual = usualRange(field);
    if (usual === undefined || (field.widget !== 'number' && field.widget !== 'samples')) return [];
    const values = numbersOf(value[field.key]).filter((one) => one < usual[0] || one > usual[1]);
    return values.length === 0 ? [] : [{ pointer: field.pointer, values, usual }];
  });
}

/** What the confirming check box sends: tied to the values, so that changed values are asked about anew. */
export function confirmation(doubt: Doubt): string {
  return doubt.values.join(' ');
}

/** How a value stands to its specification; the limits themselves are in tolerance. */
export function toleranceOf(field: Pick<FieldModel, 'lsl' | 'usl'>, value: number): 'in' | 'below' | 'above' {
  if (field.lsl !== undefined && value < field.lsl) return 'below';
  return field.usl !== undefined && value > field.usl ? 'above' : 'in';
}

function numbersOf(value: Json | undefined): readonly number[] {
  if (typeof value === 'number') return [value];
  return Array.isArray(value) ? (value as readonly Json[]).filter((one): one is number => typeof one === 'number') : [];
}
