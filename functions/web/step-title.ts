// The name of a step as its definition's author wrote it for people (`metadata.aix.title`), found by the step's path.
import { isJsonObject, type Json } from '../../workflows/definition/json.ts';
import type { LocalText, WorkflowDocument } from '../../workflows/definition/document.ts';
import type { Language } from './copy/copy.ts';
import { textIn } from './form/local-text.ts';

/** Falls back to the task's own name. `path` is a JSON Pointer such as `/do/3/judge`. */
export function stepTitle(
  document: WorkflowDocument | undefined,
  step: { readonly path: string; readonly name: string },
  language: Language,
): string {
  let at: Json | undefined = document as unknown as Json | undefined;
  for (const token of step.path.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Array.isArray(at) ? (at[Number(key)] as Json | undefined) : isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  const metadata = isJsonObject(at) ? at.metadata : undefined;
  const aix = isJsonObject(metadata) ? metadata.aix : undefined;
  return textIn(isJsonObject(aix) ? (aix.title as LocalText | undefined) : undefined, language) ?? step.name;
}
