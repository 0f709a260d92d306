// The inks of every chart. Presentation attributes carry the light colours (PDF reads only those); the classes let a page's style sheet
// re-colour them, dark mode included. Meaning never rests on colour alone: dashes, shapes and words carry it too.
import { element, escapeXml, type SvgAttributes } from './svg-element.ts';

export const chartFont = "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif";

const inks = {
  ink: { light: '#1f2933', dark: '#e6eaef' },
  muted: { light: '#55606c', dark: '#a9b4c0' },
  grid: { light: '#dfe4e9', dark: '#39424d' },
  axis: { light: '#8b96a3', dark: '#7b8794' },
  zone: { light: '#eef1f5', dark: '#252c35' },
  series: { light: '#2c5282', dark: '#8ab4f0' },
  soft: { light: '#9fb6d3', dark: '#4a6b96' },
  center: { light: '#3d4852', dark: '#c3ccd6' },
  limit: { light: '#9b2c2c', dark: '#f0a0a0' },
  spec: { light: '#6b3fa0', dark: '#c9a8f0' },
  signal: { light: '#b3261e', dark: '#ff8a80' },
  paper: { light: '#ffffff', dark: '#171c22' },
} as const;
export type Ink = keyof typeof inks;

/** Attributes that fill a shape with an ink. */
export function fill(ink: Ink): SvgAttributes {
  return { class: `ch-f-${ink}`, fill: inks[ink].light };
}

/** Attributes that stroke a line with an ink. */
export function stroke(ink: Ink, width = 1, dash?: string): SvgAttributes {
  return { class: `ch-s-${ink}`, stroke: inks[ink].light, 'stroke-width': width, 'stroke-dasharray': dash, fill: 'none' };
}

/** Style sheet for a page that shows these charts inline; dark colours follow the reader's setting or `data-theme` on the root element. */
export const chartStyles = [
  '.ch-svg{display:block;width:100%;height:auto}',
  ...Object.entries(inks).map(([name, ink]) => `.ch-f-${name}{fill:${ink.light}}.ch-s-${name}{stroke:${ink.light}}`),
  `@media screen and (prefers-color-scheme:dark){${darkRules(':root:not([data-theme="light"]) ')}}`,
  `@media screen{${darkRules(':root[data-theme="dark"] ')}}`,
].join('');

function darkRules(scope: string): string {
  return Object.entries(inks)
    .map(([name, ink]) => `${scope}.ch-f-${name}{fill:${ink.dark}}${scope}.ch-s-${name}{stroke:${ink.dark}}`)
    .join('');
}

export interface TextStyle {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly ink?: Ink;
  readonly rotate?: number;
}

/** One line of text with its baseline at (x, y). */
export function chartText(x: number, y: number, text: string, style: TextStyle = {}): string {
  const attributes = {
    x,
    y,
    ...fill(style.ink ?? 'ink'),
    'font-family': chartFont,
    'font-size': style.size ?? 11,
    'font-weight': style.bold ? 'bold' : undefined,
    'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
    transform: style.rotate === undefined ? undefined : `rotate(${style.rotate} ${x} ${y})`,
  };
  return element('text', attributes, escapeXml(text));
}

/** The root element: responsive by its viewBox, named for screen readers by title and description. */
export function chartRoot(
  size: { readonly width: number; readonly height: number },
  words: { title: string; description: string },
  body: string,
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'ch-svg',
      viewBox: `0 0 ${size.width} ${Math.ceil(size.height)}`,
      width: size.width,
      height: Math.ceil(size.height),
      role: 'img',
      'aria-label': words.title,
    },
    element('title', {}, escapeXml(words.title)),
    element('desc', {}, escapeXml(words.description)),
    body,
  );
}
