// What a form gains with script: instant tolerance words, a grid for readings, Enter that goes on instead of submitting (a scanner sends
// Enter), and no second submission by a double tap. Without it the form works all the same.
import { enterGoesOn } from './enter-goes-on.ts';
import { upgradeSamples } from './sample-grid.ts';
import { watchTolerance } from './tolerance.ts';

const form = document.querySelector<HTMLFormElement>('form.form');
if (form !== null) {
  for (const area of form.querySelectorAll<HTMLTextAreaElement>('textarea[data-widget=samples]')) upgradeSamples(form, area);
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-widget=number]')) watchTolerance(form, input);
  enterGoesOn(form);
  sendOnce(form);
}
document.getElementById('form-errors')?.focus();

function sendOnce(target: HTMLFormElement): void {
  let sent = false;
  target.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
    for (const button of target.querySelectorAll('.form-foot .button')) button.setAttribute('aria-disabled', 'true');
  });
  // Back from the next page: the form is there again and may be sent again (its key makes that harmless).
  addEventListener('pageshow', () => {
    sent = false;
    for (const button of target.querySelectorAll('.form-foot .button')) button.removeAttribute('aria-disabled');
  });
}
