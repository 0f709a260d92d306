// Says at once, in colour, icon and words, how a typed number stands to its specification. It never blocks anything.
import { readNumber } from '../form/number-text.ts';

export type Standing = 'empty' | 'unread' | 'in' | 'below' | 'above';

/** Limits lie on `limits` as data-lsl and data-usl; the limits themselves are in tolerance. */
export function standing(text: string, limits: DOMStringMap): Standing {
  if (text.trim() === '') return 'empty';
  const reading = readNumber(text, limits.integer === 'true');
  if (!reading.ok) return 'unread';
  if (limits.lsl !== undefined && reading.value < Number(limits.lsl)) return 'below';
  return limits.usl !== undefined && reading.value > Number(limits.usl) ? 'above' : 'in';
}

export function watchTolerance(form: HTMLFormElement, input: HTMLInputElement): void {
  const place = document.getElementById(`${input.id}.tolerance`);
  if (place === null) return;
  const show = (): void => {
    const now = standing(input.value, input.dataset);
    input.toggleAttribute('data-tolerance', now === 'below' || now === 'above');
    if (now === 'below' || now === 'above') input.dataset.tolerance = 'out';
    tell(place, now, message(form.dataset, now, input.dataset));
  };
  input.addEventListener('input', show);
  show();
}

function message(words: DOMStringMap, now: Standing, limits: DOMStringMap): string {
  if (now === 'below') return (words.below ?? '').replace('{0}', limits.lsl ?? '');
  if (now === 'above') return (words.above ?? '').replace('{0}', limits.usl ?? '');
  return now === 'in' ? (words.in ?? '') : '';
}

/** Writes the words with an icon; a short vibration where the device has one. */
export function tell(place: HTMLElement, now: Standing, text: string): void {
  if (place.dataset.now === `${now}${text}`) return;
  place.dataset.now = `${now}${text}`;
  place.hidden = text === '';
  place.className = now === 'in' ? 'field-good' : 'field-warn';
  place.replaceChildren(icon(now === 'in' ? 'M5 12.5l4.5 4.5L19 7.5' : 'M12 4l9 16H3zM12 10v4.5M12 17.300v.2'), text);
  if (now === 'below' || now === 'above') navigator.vibrate?.(80);
}

function icon(path: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
