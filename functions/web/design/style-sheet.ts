// The one style sheet: tokens, then components in the order in which they may override. Served under a hashed name.
import { GRAPH_CSS } from '../../../workflows/definition/graph-css.ts';
import { chartStyles } from '../../../workflows/report/svg/paint.ts';
import { BASE_CSS } from './base.css.ts';
import { CONTROLS_CSS } from './controls.css.ts';
import { SHELL_CSS } from './shell.css.ts';
import { SURFACES_CSS } from './surfaces.css.ts';
import { TOKENS_CSS } from './tokens.css.ts';

/** `fontUrl` gives the served address of a font file by its weight. */
export function styleSheet(fontUrl: (weight: 400 | 600) => string): string {
  const face = (weight: 400 | 600, range: string) =>
    `@font-face { font-family: 'Pretendard'; font-weight: ${range}; font-style: normal; font-display: swap; src: url('${fontUrl(weight)}') format('woff2'); }`;
  return [
    face(400, '100 499'),
    face(600, '500 900'),
    TOKENS_CSS,
    BASE_CSS,
    SHELL_CSS,
    CONTROLS_CSS,
    SURFACES_CSS,
    chartStyles,
    GRAPH_CSS,
  ].join('\n');
}
