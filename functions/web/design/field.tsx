// What surrounds a control: label, help, specification, errors, all tied to it by id. The control itself comes as a child.
import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

export interface FieldParts {
  readonly id: string;
  readonly label: string;
  readonly requiredMark?: string;
  readonly help?: string;
  readonly errors: readonly string[];
}

/** The ids for `aria-describedby`, in the order in which they are read. */
export function describedBy(
  { id, help, errors }: Pick<FieldParts, 'id' | 'help' | 'errors'>,
  ...more: readonly string[]
): string | undefined {
  const ids = [...(errors.length > 0 ? [`${id}.error`] : []), ...(help === undefined ? [] : [`${id}.help`]), ...more];
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** One control with its label. */
export function Field(props: FieldParts & { readonly children: Child; readonly before?: Child; readonly after?: Child }) {
  return (
    <div class="field" data-invalid={props.errors.length > 0 ? 'true' : undefined}>
      <label class="field-label" for={props.id}>
        <LabelText label={props.label} requiredMark={props.requiredMark} />
      </label>
      <Help id={props.id} help={props.help} />
      {props.before}
      {props.children}
      {props.after}
      <Errors id={props.id} errors={props.errors} />
    </div>
  );
}

/** Several controls under one legend (buttons, check boxes). */
export function FieldGroup(props: FieldParts & { readonly children: Child; readonly before?: Child; readonly after?: Child }) {
  return (
    <fieldset
      class="field"
      id={props.id}
      tabindex={-1}
      aria-describedby={describedBy(props)}
      data-invalid={props.errors.length > 0 ? 'true' : undefined}
    >
      <legend class="field-label">
        <LabelText label={props.label} requiredMark={props.requiredMark} />
      </legend>
      <Help id={props.id} help={props.help} />
      {props.before}
      {props.children}
      {props.after}
      <Errors id={props.id} errors={props.errors} />
    </fieldset>
  );
}

function LabelText({ label, requiredMark }: { label: string; requiredMark?: string }) {
  return (
    <>
      <span>{label}</span>
      {requiredMark === undefined ? null : <span class="field-required">{requiredMark}</span>}
    </>
  );
}

function Help({ id, help }: { id: string; help?: string }) {
  if (help === undefined) return null;
  return (
    <p class="field-help" id={`${id}.help`}>
      {help}
    </p>
  );
}

export function Errors({ id, errors }: { id: string; errors: readonly string[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="field-error" id={`${id}.error`}>
      <Icon name="warn" />
      <ul>
        {errors.map((error) => (
          <li>{error}</li>
        ))}
      </ul>
    </div>
  );
}
