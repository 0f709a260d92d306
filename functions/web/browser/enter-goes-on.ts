// Enter in a one-line field goes to the next one. A keyboard-wedge scanner ends every code with Enter; a form must not be sent by it.

const FIELDS = 'input:not([type=hidden]):not([hidden]), select, textarea:not([hidden]), button[type=submit]:not([tabindex])';

export function enterGoesOn(form: HTMLFormElement): void {
  form.addEventListener('keydown', (event) => {
    const from = event.target;
    if (
      event.key !== 'Enter' ||
      event.isComposing ||
      !(from instanceof HTMLInputElement) ||
      from.type === 'checkbox' ||
      from.type === 'radio'
    )
      return;
    event.preventDefault();
    const fields = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => field.offsetParent !== null);
    const next = fields[fields.indexOf(from) + 1];
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  });
}
