// Draws a form: groups, fields, rows. Every control is named by its JSON Pointer. What a single control looks like lives in controls.tsx.
import type { Child } from 'hono/jsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Errors, Field, FieldGroup } from '../design/field.tsx';
import { Icon } from '../design/icon.tsx';
import { Control, groupedControl, helpOf } from './controls.tsx';
import type { FieldModel } from './field-model.ts';
import { rowNumbers } from './form-entries.ts';
import { CONTROL, errorsOf, type FormState, idOf, placedIssues } from './form-state.ts';
import { confirmation } from './plausibility.ts';
import { Specification, ToleranceNote } from './specification.tsx';

/** The summary of what is wrong, with a link to each field; nothing when nothing is. */
export function IssueSummary({ fields, state }: { fields: readonly FieldModel[]; state: FormState }) {
  const copy = state.copy.form;
  const issues = placedIssues(fields, state);
  if (issues.length === 0) return null;
  const places = new Map(issues.map((issue) => [issue.id ?? issue.text, issue]));
  return (
    <Banner tone="bad" title={copy.errorTitle(places.size)} id="form-errors">
      <p>{copy.errorLead}</p>
      <ul class="banner-links">
        {[...places.values()].map((issue) => (
          <li>{issue.id === undefined ? issue.text : <a href={`#${issue.id}`}>{`${issue.label ?? ''}: ${issue.text}`}</a>}</li>
        ))}
      </ul>
    </Banner>
  );
}

/** `extraRows`: pointer of the list that was asked for one row more. */
export function FormFields({ fields, state, extraRow }: { fields: readonly FieldModel[]; state: FormState; extraRow?: string }) {
  const groups: { title?: string; fields: FieldModel[] }[] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    if (last !== undefined && last.title === field.group) last.fields.push(field);
    else groups.push({ title: field.group, fields: [field] });
  }
  return (
    <>
      {groups.map((group) => {
        const drawn = group.fields.map((field) => <OneField field={field} pointer={field.pointer} state={state} extraRow={extraRow} />);
        if (group.title === undefined) return drawn;
        return (
          <fieldset class="group">
            <legend>{group.title}</legend>
            {drawn}
          </fieldset>
        );
      })}
    </>
  );
}

interface OneFieldProps {
  readonly field: FieldModel;
  readonly pointer: string;
  readonly state: FormState;
  readonly extraRow?: string;
}

function OneField({ field, pointer, state, extraRow }: OneFieldProps): Child {
  if (field.widget === 'object') return <ObjectField field={field} pointer={pointer} state={state} />;
  if (field.widget === 'rows') return <RowsField field={field} pointer={pointer} state={state} extraRow={extraRow} />;
  const copy = state.copy.form;
  const parts = {
    id: idOf(pointer),
    label: field.label,
    requiredMark: field.required && field.widget !== 'fixed' && !field.readOnly ? copy.required : undefined,
    help: helpOf(field, copy),
    errors: errorsOf(field, pointer, state),
  };
  const control = <Control field={field} pointer={pointer} state={state} parts={parts} />;
  const before = <Specification field={field} id={parts.id} state={state} />;
  const after = (
    <>
      <ToleranceNote field={field} id={parts.id} />
      <Confirmation pointer={pointer} state={state} />
    </>
  );
  const Around = groupedControl(field) ? FieldGroup : Field;
  return (
    <Around {...parts} before={before} after={after}>
      {control}
    </Around>
  );
}

/** Asked once for values that are probably a slip; ticking it says that they are right. */
function Confirmation({ pointer, state }: { pointer: string; state: FormState }) {
  const doubt = state.doubts.find((one) => one.pointer === pointer);
  if (doubt === undefined) return null;
  const copy = state.copy.form;
  return (
    <div class="stack-tight">
      <p class="field-warn">
        <Icon name="warn" />
        <span>
          {copy.implausible(doubt.values.slice(0, 5).join(', '), doubt.usual.map((limit) => Number(limit.toPrecision(6))).join(' – '))}
        </span>
      </p>
      <label class="check">
        <input type="checkbox" name={`${CONTROL.confirm}${pointer}`} value={confirmation(doubt)} />
        {copy.implausibleConfirm}
      </label>
    </div>
  );
}

function ObjectField({ field, pointer, state }: OneFieldProps) {
  return (
    <fieldset class="group" id={idOf(pointer)} tabindex={-1}>
      <legend>{field.label}</legend>
      {field.help === undefined ? null : <p class="field-help">{field.help}</p>}
      <Members field={field} pointer={pointer} state={state} />
      <Errors id={idOf(pointer)} errors={errorsOf(field, pointer, state)} />
    </fieldset>
  );
}

function Members({ field, pointer, state }: OneFieldProps) {
  return (
    <>
      {(field.fields ?? []).map((member) => (
        <OneField field={member} pointer={`${pointer}${member.pointer.slice(member.pointer.lastIndexOf('/'))}`} state={state} />
      ))}
    </>
  );
}

function RowsField({ field, pointer, state, extraRow }: OneFieldProps) {
  const copy = state.copy.form;
  const filled = (rowNumbers(state.entries, pointer).at(-1) ?? -1) + 1;
  const count = Math.max(filled, field.minItems ?? 1, 1) + (extraRow === pointer ? 1 : 0);
  const most = field.maxItems ?? 1_000;
  return (
    <div class="stack" id={idOf(pointer)} tabindex={-1}>
      <h3 class="group-title">{field.label}</h3>
      {field.help === undefined ? null : <p class="field-help">{field.help}</p>}
      <div class="rows">
        {Array.from({ length: Math.min(count, most) }, (_, row) => (
          <fieldset>
            <legend>{copy.row(row + 1)}</legend>
            <Members field={field} pointer={`${pointer}/${row}`} state={state} />
          </fieldset>
        ))}
      </div>
      <Errors id={idOf(pointer)} errors={errorsOf(field, pointer, state)} />
      {count < most ? (
        <Button icon="plus" name={CONTROL.add} value={pointer} skipValidation>
          {copy.addRow}
        </Button>
      ) : null}
    </div>
  );
}
