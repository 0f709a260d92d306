// The control of one field by its widget. Everything a control needs to be described and marked invalid comes ready.
import type { Copy } from '../copy/copy.ts';
import { describedBy, type FieldParts } from '../design/field.tsx';
import { Icon } from '../design/icon.tsx';
import { isCalendarDate } from './date-text.ts';
import type { FieldModel, FieldOption, Widget } from './field-model.ts';
import type { FormState } from './form-state.ts';
import { hasSpecification } from './specification.tsx';

interface ControlProps {
  readonly field: FieldModel;
  readonly pointer: string;
  readonly state: FormState;
  readonly parts: FieldParts;
}

/** Written as text: the JSX runtime leaves out an attribute whose value is `false`. */
const NO_SPELLING = { spellcheck: 'false' } as unknown as { readonly spellcheck: boolean };

const GROUPED: readonly Widget[] = ['ok-ng', 'choice', 'chips'];

/** True when the control is several inputs, so that a legend rather than a label names it. */
export function groupedControl(field: FieldModel): boolean {
  return GROUPED.includes(field.widget);
}

/** The author's help, and how the widget itself is used. */
export function helpOf(field: FieldModel, copy: Copy['form']): string | undefined {
  const usage =
    field.widget === 'samples'
      ? copy.samplesHelp(field.minItems, field.maxItems)
      : field.widget === 'lines'
        ? copy.linesHelp
        : field.widget === 'json'
          ? copy.jsonHelp
          : field.scan
            ? copy.scanHelp
            : undefined;
  const texts = [field.deprecated === true ? copy.deprecated : undefined, field.help, usage].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join(' · ');
}

export function Control(props: ControlProps) {
  const { field, state } = props;
  switch (field.widget) {
    case 'number':
      return <NumberControl {...props} />;
    case 'samples':
    case 'lines':
    case 'text':
    case 'json':
      return <TextAreaControl {...props} />;
    case 'ok-ng':
      return <Options {...props} type="radio" options={field.options ?? okNg(state.copy.form)} />;
    case 'choice':
      return <Options {...props} type="radio" options={withNone(field, state.copy.form)} />;
    case 'chips':
      return <Options {...props} type="checkbox" options={field.options ?? []} />;
    case 'select':
      return <Select {...props} />;
    case 'fixed':
      return <output id={props.parts.id}>{typeof field.preset === 'string' ? field.preset : JSON.stringify(field.preset)}</output>;
    default:
      return <LineControl {...props} />;
  }
}

function okNg(copy: Copy['form']): readonly FieldOption[] {
  return [
    { text: 'true', value: true, label: copy.ok },
    { text: 'false', value: false, label: copy.ng },
  ];
}

/** A choice that may be left open needs a way back once something was chosen. */
function withNone(field: FieldModel, copy: Copy['form']): readonly FieldOption[] {
  return field.required ? (field.options ?? []) : [...(field.options ?? []), { text: '', value: null, label: copy.none }];
}

function common({ field, pointer, parts }: ControlProps) {
  const spec = hasSpecification(field) && (field.widget === 'number' || field.widget === 'samples') ? [`${parts.id}.spec`] : [];
  const tolerance = field.lsl === undefined && field.usl === undefined ? [] : [`${parts.id}.tolerance`];
  return {
    id: parts.id,
    name: pointer,
    class: 'input',
    'aria-describedby': describedBy(parts, ...spec, ...tolerance),
    'aria-invalid': parts.errors.length > 0 ? ('true' as const) : undefined,
    'aria-required': field.required ? ('true' as const) : undefined,
    readonly: field.readOnly,
    autocomplete: 'off',
    'data-lsl': field.lsl,
    'data-usl': field.usl,
  };
}

const textOf = ({ state, pointer }: ControlProps): string => state.entries.get(pointer)?.[0] ?? '';

function NumberControl(props: ControlProps) {
  const { field } = props;
  const negative = [field.minimum, field.exclusiveMinimum, field.lsl, field.nominal].some((limit) => limit !== undefined && limit < 0);
  // A text input: type=number drops what it cannot read, and refuses one of 12,34 and 12.34. The decimal keypad of iOS has no minus.
  const input = (
    <input
      {...common(props)}
      type="text"
      inputmode={negative ? 'text' : field.integer ? 'numeric' : 'decimal'}
      value={textOf(props)}
      data-widget="number"
      data-integer={field.integer ? 'true' : undefined}
    />
  );
  if (field.unit === undefined) return input;
  return (
    <div class="input-unit">
      {input}
      <span class="unit" aria-hidden="true">
        {field.unit}
      </span>
    </div>
  );
}

function TextAreaControl(props: ControlProps) {
  const { field } = props;
  const numbers = field.widget === 'samples';
  return (
    <textarea
      {...common(props)}
      rows={field.widget === 'text' || field.widget === 'json' ? 5 : 4}
      inputmode={numbers ? 'text' : undefined}
      {...(field.widget === 'text' ? {} : NO_SPELLING)}
      data-widget={numbers ? 'samples' : undefined}
      data-integer={numbers && field.integer ? 'true' : undefined}
      data-min-items={numbers ? field.minItems : undefined}
      data-max-items={numbers ? field.maxItems : undefined}
    >
      {textOf(props)}
    </textarea>
  );
}

function Options(props: ControlProps & { type: 'radio' | 'checkbox'; options: readonly FieldOption[] }) {
  const { pointer, state, parts, field } = props;
  const chosen = state.entries.get(pointer) ?? [];
  const look = (option: FieldOption) =>
    field.widget === 'ok-ng' ? (option.value === true ? 'option option-ok' : 'option option-ng') : 'option';
  return (
    <div class="options">
      {props.options.map((option, index) => (
        <label class={look(option)}>
          <input
            type={props.type}
            name={pointer}
            value={option.text}
            checked={chosen.includes(option.text)}
            aria-describedby={index === 0 ? describedBy(parts) : undefined}
            aria-invalid={parts.errors.length > 0 ? 'true' : undefined}
          />
          <span>
            {/* The mark tells a choice without colour. */}
            <i class="option-mark" aria-hidden="true">
              <Icon name={field.widget === 'ok-ng' && option.value === false ? 'cross' : 'check'} />
            </i>
            {option.label}
          </span>
        </label>
      ))}
    </div>
  );
}

function Select(props: ControlProps) {
  const { field, state } = props;
  const chosen = textOf(props);
  const { readonly: _readonly, autocomplete: _autocomplete, ...attributes } = common(props);
  return (
    <select {...attributes}>
      <option value="" selected={chosen === ''}>
        {field.required ? state.copy.form.choose : state.copy.form.none}
      </option>
      {(field.options ?? []).map((option) => (
        <option value={option.text} selected={chosen === option.text}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function LineControl(props: ControlProps) {
  const { field } = props;
  const text = textOf(props);
  return (
    <input
      {...common(props)}
      type={inputType(field.widget, text)}
      value={text}
      data-widget={field.scan ? 'scan' : undefined}
      {...(field.scan ? NO_SPELLING : {})}
      autocapitalize={field.scan ? 'off' : undefined}
    />
  );
}

/** A picker drops text that it cannot read; such text is shown as plain text, so that it can be corrected rather than typed anew. */
function inputType(widget: Widget, text: string): string {
  if (widget === 'email') return 'email';
  if (widget === 'date') return text === '' || isCalendarDate(text) ? 'date' : 'text';
  if (widget === 'time') return text === '' || /^\d{2}:\d{2}(:\d{2})?$/.test(text) ? 'time' : 'text';
  if (widget === 'date-time') return text === '' || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) ? 'datetime-local' : 'text';
  return 'text';
}
