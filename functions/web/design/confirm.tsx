// Asks before something that cannot be taken back: unfolds to a sentence, a reason and the button that does it. Works without script.
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface ConfirmProps {
  /** Of the fold and its fields on this page. */
  readonly id: string;
  readonly action: string;
  readonly label: string;
  readonly icon: IconName;
  readonly lead: string;
  readonly reasonLabel: string;
  readonly doIt: string;
}

export function Confirm({ id, action, label, icon, lead, reasonLabel, doIt }: ConfirmProps) {
  return (
    <details class="confirm" id={id}>
      <summary class="button button-small">
        <Icon name={icon} />
        {label}
      </summary>
      <form class="stack confirm-body" method="post" action={action}>
        <p>{lead}</p>
        <Field id={`${id}-reason`} label={reasonLabel} errors={[]}>
          <input class="input" id={`${id}-reason`} name="reason" maxlength={500} autocomplete="off" required />
        </Field>
        <Button kind="danger" icon={icon}>
          {doIt}
        </Button>
      </form>
    </details>
  );
}
