// Unit, nominal, limits and resolution beside a number, and the place for how the value stands to them.
import type { FieldModel } from './field-model.ts';
import type { FormState } from './form-state.ts';

export function Specification({ field, id, state }: { field: FieldModel; id: string; state: FormState }) {
  if (field.widget !== 'number' && field.widget !== 'samples') return null;
  const copy = state.copy.form;
  const unit = field.unit === undefined ? '' : ` ${field.unit}`;
  const lowest = field.minimum ?? field.exclusiveMinimum;
  const highest = field.maximum ?? field.exclusiveMaximum;
  const facts: [string, string][] = [];
  if (field.nominal !== undefined) facts.push([copy.nominal, `${field.nominal}${unit}`]);
  if (field.lsl !== undefined) facts.push([copy.lsl, `${field.lsl}${unit}`]);
  if (field.usl !== undefined) facts.push([copy.usl, `${field.usl}${unit}`]);
  if (lowest !== undefined || highest !== undefined) facts.push([copy.range, rangeText(lowest, highest) + unit]);
  if (field.resolution !== undefined) facts.push([copy.resolution, `${field.resolution}${unit}`]);
  if (facts.length === 0) return null;
  return (
    <dl class="specs" id={`${id}.spec`}>
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the browser's script writes how the value stands to its limits. */
export function ToleranceNote({ field, id }: { field: FieldModel; id: string }) {
  if (field.lsl === undefined && field.usl === undefined) return null;
  return <p class="field-warn" id={`${id}.tolerance`} role="status" hidden />;
}

function rangeText(lowest: number | undefined, highest: number | undefined): string {
  const text = (value: number) => new Intl.NumberFormat('en', { maximumFractionDigits: 10 }).format(value);
  if (lowest !== undefined && highest !== undefined) return `${text(lowest)} – ${text(highest)}`;
  return lowest === undefined ? `≤ ${text(highest ?? 0)}` : `≥ ${text(lowest)}`;
}

export function hasSpecification(field: FieldModel): boolean {
  return [
    field.nominal,
    field.lsl,
    field.usl,
    field.minimum,
    field.maximum,
    field.exclusiveMinimum,
    field.exclusiveMaximum,
    field.resolution,
  ].some((value) => value !== undefined);
}
