// Keeps what is typed on this device until it was submitted, so that a reload, a dead battery or an expired session loses nothing. One
// draft per user, form and version. The server says by a cookie of the form's path which key it has accepted; that draft is dropped.

const KEEP_AFTER_MILLISECONDS = 250;
const form = document.querySelector<HTMLFormElement>('form[data-draft]');
if (form !== null) keepDraft(form, `aix-draft:${form.dataset.draft ?? ''}`);

interface Draft {
  readonly key: string;
  readonly entries: readonly (readonly [string, string])[];
}

function keepDraft(target: HTMLFormElement, place: string): void {
  const draft = read(place);
  const redrawn = document.getElementById('form-errors') !== null;
  if (draft !== undefined && draft.key === acceptedKey()) localStorage.removeItem(place);
  else if (draft !== undefined && !redrawn && draft.entries.length > 0) restore(target, draft, place);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    write(place, target);
  };
  target.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(save, KEEP_AFTER_MILLISECONDS);
  });
  target.addEventListener('submit', save);
  addEventListener('pagehide', () => {
    if (timer !== undefined) save();
  });
}

function acceptedKey(): string | undefined {
  return /(?:^|; )aix_sent=([A-Za-z0-9_-]+)/.exec(document.cookie)?.[1];
}

function read(place: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(place) ?? 'null') as Draft | null;
    return draft !== null && typeof draft.key === 'string' && Array.isArray(draft.entries) ? draft : undefined;
  } catch {
    return undefined;
  }
}

function write(place: string, target: HTMLFormElement): void {
  const all = [...new FormData(target)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const entries = all.filter(([name, value]) => !name.startsWith('_') && value !== '');
  const key = all.find(([name]) => name === '_key')?.[1] ?? '';
  try {
    if (entries.length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify({ key, entries } satisfies Draft));
  } catch {
    // A full or forbidden store: the form works on, only without a draft.
  }
}

function restore(target: HTMLFormElement, draft: Draft, place: string): void {
  let any = false;
  for (const [name, value] of draft.entries) {
    for (const control of target.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
      `[name="${CSS.escape(name)}"]`,
    )) {
      if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')) {
        if (control.value === value && !control.checked) any = control.checked = true;
      } else if (control.value !== value) {
        control.value = value;
        any = true;
        control.dispatchEvent(new Event('aix-restored'));
        control.dispatchEvent(new Event('input'));
      }
    }
  }
  const key = target.querySelector<HTMLInputElement>('input[name=_key]');
  if (key !== null && draft.key !== '') key.value = draft.key;
  const note = document.getElementById('draft-note');
  if (!any || note === null) return;
  const discard = document.createElement('button');
  discard.type = 'button';
  discard.className = 'button button-small';
  discard.textContent = note.dataset.discard ?? '';
  discard.addEventListener('click', () => {
    localStorage.removeItem(place);
    location.reload();
  });
  note.replaceChildren(note.dataset.restored ?? '', ' ', discard);
  note.hidden = false;
}
