// What was entered in a form, under the form's own labels and units, with values out of tolerance marked (this is where they are said
// when the browser ran no script).
import { isJsonObject, type Json, type JsonObject } from '../../../workflows/definition/json.ts';
import type { FieldModel } from '../form/field-model.ts';
import { formModel } from '../form/form-model.ts';
import { toleranceOf } from '../form/plausibility.ts';
import type { PageContext } from '../page-context.ts';
import type { DefinitionView } from '../views.ts';
import { DataView } from './data-view.tsx';
import { Icon } from './icon.tsx';

const MAX_NUMBERS = 120;

export function InputView({
  page,
  definition,
  input,
}: {
  page: PageContext;
  definition: DefinitionView | undefined;
  input: Json | undefined;
}) {
  const fields = formModel(definition?.document.input?.schema?.document, definition?.document.document.metadata?.aix?.ui, page.language);
  if (!isJsonObject(input) || fields.length === 0) return <DataView page={page} value={input} />;
  const known = new Set(fields.map((field) => field.key));
  const rest = Object.fromEntries(Object.entries(input).filter(([key]) => !known.has(key))) as JsonObject;
  return (
    <dl class="stack-tight">
      {fields
        .filter((field) => field.key in input)
        .map((field) => (
          <div class="data-row">
            <dt class="data-key small">{field.label}</dt>
            <dd class="plain-value">
              <FieldValue page={page} field={field} value={input[field.key]} />
            </dd>
          </div>
        ))}
      {Object.keys(rest).length === 0 ? null : (
        <div>
          <DataView page={page} value={rest} />
        </div>
      )}
    </dl>
  );
}

function FieldValue({ page, field, value }: { page: PageContext; field: FieldModel; value: Json | undefined }) {
  const copy = page.copy.form;
  const named = field.options?.find((option) => option.value === value)?.label;
  if (named !== undefined) return <span>{named}</span>;
  if (typeof value === 'boolean') return <span>{value ? copy.ok : copy.ng}</span>;
  const numbers =
    typeof value === 'number'
      ? [value]
      : Array.isArray(value)
        ? (value as readonly Json[]).filter((one): one is number => typeof one === 'number')
        : [];
  const out = numbers.filter((one) => toleranceOf(field, one) !== 'in');
  const unit = field.unit !== undefined && numbers.length > 0 ? ` ${field.unit}` : '';
  return (
    <div class="stack-tight">
      <span>
        {numbers.length > 0 ? (
          <span class="number">
            {numbers
              .slice(0, MAX_NUMBERS)
              .map((one) => resolved(one, field))
              .join(', ')}
          </span>
        ) : (
          <DataView page={page} value={value} />
        )}
        {numbers.length > MAX_NUMBERS ? ` … (${numbers.length})` : ''}
        {unit}
      </span>
      {out.length === 0 ? null : (
        <p class="field-warn">
          <Icon name="warn" />
          <span>{`${page.copy.runs.tolerance}: ${out
            .slice(0, 20)
            .map((one) => resolved(one, field))
            .join(', ')}${unit}`}</span>
        </p>
      )}
    </div>
  );
}

/** 5 measured to 0.01 is 5.00: the zeros say how exactly it was read. Never rounds. */
function resolved(value: number, field: FieldModel): string {
  const text = String(value);
  if (field.resolution === undefined || text.includes('e')) return text;
  const decimals = (given: string) => given.split('.')[1]?.length ?? 0;
  return decimals(text) >= decimals(String(field.resolution)) ? text : value.toFixed(decimals(String(field.resolution)));
}
