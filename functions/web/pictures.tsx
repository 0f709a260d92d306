// The drawn pictures on pages: the flow of a definition and the control chart of a result. One place that knows who draws them, and that
// shows nothing rather than fail a page when a picture cannot be made.
import { raw } from 'hono/html';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { Language } from './copy/copy.ts';

export interface Pictures {
  /** SVG text; `states` by the path of a task. */
  readonly flow: (document: WorkflowDocument, options: { readonly lang: Language; readonly states?: Readonly<Record<string, string>> }) => string;
  /** SVG text of a control chart, or undefined when the output is none. */
  readonly chart: (output: Json, options: { readonly lang: Language }) => string | undefined;
}

export const NO_PICTURES: Pictures = { flow: () => '', chart: () => undefined };

export function drawn(draw: () => string | undefined): string | undefined {
  try {
    const svg = draw();
    return svg === undefined || svg === '' ? undefined : svg;
  } catch {
    return undefined;
  }
}

/** `svg` is made by our own drawing code, which escapes the texts that it places. */
export function Picture({ svg, label }: { svg: string; label: string }) {
  return (
    <figure class="picture" aria-label={label} tabindex={0}>
      {raw(svg)}
    </figure>
  );
}
