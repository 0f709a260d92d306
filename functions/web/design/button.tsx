// Buttons and links that look like buttons. One primary action on a page.
import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

export type ButtonKind = 'primary' | 'plain' | 'danger';

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly wide?: boolean;
  readonly small?: boolean;
  readonly icon?: IconName;
  readonly children: Child;
}

function classes({ kind, wide, small }: ButtonProps): string {
  return [
    'button',
    kind === undefined || kind === 'plain' ? '' : `button-${kind}`,
    wide === true ? 'button-wide' : '',
    small === true ? 'button-small' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

export function Button(
  props: ButtonProps & { readonly name?: string; readonly value?: string; readonly form?: string; readonly skipValidation?: boolean },
) {
  return (
    <button
      type="submit"
      class={classes(props)}
      name={props.name}
      value={props.value}
      form={props.form}
      formnovalidate={props.skipValidation}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}

export function ButtonLink(props: ButtonProps & { readonly href: string; readonly download?: string; readonly newWindow?: boolean }) {
  return (
    <a
      class={classes(props)}
      href={props.href}
      download={props.download}
      target={props.newWindow === true ? '_blank' : undefined}
      rel={props.newWindow === true ? 'noopener' : undefined}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </a>
  );
}
