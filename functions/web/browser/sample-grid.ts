// Turns the text area of readings into a grid of cells: Enter goes to the next, a pasted column fills many. The text area stays as the
// one control that is sent, so that server and draft know nothing of the grid.
import { splitNumbers } from '../form/number-text.ts';
import { standing, tell } from './tolerance.ts';

const DEFAULT_CELLS = 5;
const MAX_EMPTY_CELLS = 50;

export function upgradeSamples(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const field = area.closest<HTMLElement>('.field');
  const label = field?.querySelector('label');
  if (field === null || field === undefined || label === null || label === undefined) return;
  const grid = document.createElement('div');
  grid.className = 'samples';
  grid.setAttribute('role', 'group');
  grid.setAttribute('aria-label', label.textContent ?? '');
  const described = area.getAttribute('aria-describedby');
  if (described !== null) grid.setAttribute('aria-describedby', described);
  const id = area.id;
  const most = Number(area.dataset.maxItems ?? '1000');
  const place = document.getElementById(`${id}.tolerance`);

  const cells = (): HTMLInputElement[] => [...grid.querySelectorAll('input')];
  const keep = (): void => {
    area.value = cells()
      .map((cell) => cell.value.trim())
      .filter((text) => text !== '')
      .join('\n');
    judge();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const judge = (): void => {
    const standings = cells().map((cell) => {
      const now = standing(cell.value, area.dataset);
      const out = now === 'below' || now === 'above';
      cell.toggleAttribute('data-tolerance', out);
      if (out) cell.dataset.tolerance = 'out';
      cell.setAttribute('aria-invalid', String(now === 'unread'));
      return now;
    });
    const out = standings.filter((now) => now === 'below' || now === 'above').length;
    const any = standings.some((now) => now === 'in');
    if (place !== null)
      tell(
        place,
        out > 0 ? 'above' : 'in',
        out > 0 ? (form.dataset.outCount ?? '').replace('{0}', String(out)) : any ? (form.dataset.in ?? '') : '',
      );
  };
  const addCell = (text = ''): HTMLInputElement => {
    const index = grid.querySelectorAll('input').length;
    const cell = makeCell(`${id}.${index}`, (form.dataset.sample ?? '').replace('{0}', String(index + 1)), text);
    grid.append(cell);
    return cell.querySelector('input') as HTMLInputElement;
  };

  grid.addEventListener('input', keep);
  grid.addEventListener('keydown', (event) => {
    const list = cells();
    // The last filled cell makes room for one more before the form's own Enter rule looks for the next field.
    if (event.key === 'Enter' && event.target === list.at(-1) && list.at(-1)?.value.trim() !== '' && list.length < most) addCell();
  });
  grid.addEventListener('paste', (event) => {
    const tokens = splitNumbers(event.clipboardData?.getData('text') ?? '');
    const from = cells().indexOf(event.target as HTMLInputElement);
    if (tokens.length < 2 || from < 0) return;
    event.preventDefault();
    tokens.slice(0, most - from).forEach((token, index) => {
      (cells()[from + index] ?? addCell()).value = token;
    });
    keep();
    cells()[Math.min(from + tokens.length, cells().length) - 1]?.focus();
  });

  const given = splitNumbers(area.value);
  const wanted = Math.min(
    Math.max(Number(area.dataset.minItems ?? '1'), Math.min(DEFAULT_CELLS, most), given.length),
    Math.max(MAX_EMPTY_CELLS, given.length),
  );
  for (let index = 0; index < wanted; index += 1) addCell(given[index]);
  area.hidden = true;
  area.id = `${id}.text`;
  grid.id = id;
  grid.tabIndex = -1;
  label.htmlFor = `${id}.0`;
  area.after(
    grid,
    addButton(form, () => cells().length < most && addCell().focus()),
  );
  // A restored draft writes to the text area.
  area.addEventListener('aix-restored', () => {
    const restored = splitNumbers(area.value);
    restored.forEach((text, index) => {
      (cells()[index] ?? addCell()).value = text;
    });
    judge();
  });
  judge();
}

function makeCell(id: string, name: string, text: string): HTMLElement {
  const cell = document.createElement('div');
  cell.className = 'sample';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = name;
  const input = document.createElement('input');
  input.className = 'input';
  input.id = id;
  input.type = 'text';
  input.inputMode = 'decimal';
  input.autocomplete = 'off';
  input.value = text;
  cell.append(label, input);
  return cell;
}

function addButton(form: HTMLFormElement, add: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-small';
  button.textContent = form.dataset.addSample ?? '+';
  button.addEventListener('click', add);
  return button;
}
