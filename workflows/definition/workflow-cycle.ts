// Workflows that run each other must come to an end: a cycle of run.workflow would start runs for ever.
import { type Checking, report, type ResolveWorkflow, warn } from './checking.ts';
import { wayText } from './closest.ts';
import type { WorkflowDocument } from './document.ts';
import { isJsonObject, type Json } from './json.ts';
import { pointer } from './pointer.ts';

interface Reference {
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly version?: string;
}

const MAXIMUM_WORKFLOWS = 200;

export function checkWorkflowCycles(checking: Checking, resolve: ResolveWorkflow | undefined): void {
  const own = identity(checking.document);
  for (const reference of referencesIn(checking.document)) {
    const way = cycleFrom(reference, own, resolve);
    if (way) {
      const listed = wayText([own, ...way]);
      report(
        checking,
        reference.path,
        'workflow-cycle',
        `These workflows run each other without end: ${listed}.`,
        `워크플로가 서로를 끝없이 실행합니다: ${listed}.`,
      );
    } else if (resolve && keyOf(reference) !== own && !resolve(reference)) {
      warn(
        checking,
        reference.path,
        'unknown-workflow',
        `No published workflow is called ${keyOf(reference)}; publish it before this one runs.`,
        `게시된 워크플로 ${keyOf(reference)}이(가) 없습니다. 실행하기 전에 게시하세요.`,
      );
    }
  }
}

/** @returns the way from `start` back to the document itself, or undefined. Breadth first, so the shortest is named. */
function cycleFrom(start: Reference, own: string, resolve: ResolveWorkflow | undefined): readonly string[] | undefined {
  const queue: { reference: Reference; way: readonly string[] }[] = [{ reference: start, way: [] }];
  const seen = new Set<string>();
  for (let next = queue.shift(); next && seen.size < MAXIMUM_WORKFLOWS; next = queue.shift()) {
    const key = keyOf(next.reference);
    const way = [...next.way, key];
    if (key === own) return way;
    if (seen.has(key)) continue;
    seen.add(key);
    const { namespace, name, version } = next.reference;
    const document = resolve?.({ namespace, name, ...(version === undefined ? {} : { version }) });
    if (document) for (const reference of referencesIn(document as WorkflowDocument & Json)) queue.push({ reference, way });
  }
  return undefined;
}

/** Versions are left out: a cycle through another version of the same workflow is one too. */
function keyOf(reference: { readonly namespace: string; readonly name: string }): string {
  return `${reference.namespace}/${reference.name}`;
}

function identity(document: Json): string {
  const header = isJsonObject(document) && isJsonObject(document['document']) ? document['document'] : {};
  const { namespace, name } = header;
  return keyOf({ namespace: typeof namespace === 'string' ? namespace : '', name: typeof name === 'string' ? name : '' });
}

function referencesIn(document: unknown): Reference[] {
  const found: Reference[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isJsonObject(value) && isJsonObject(value['run']) && isJsonObject(value['run']['workflow'])) {
      const { namespace, name, version } = value['run']['workflow'];
      if (typeof namespace === 'string' && typeof name === 'string')
        found.push({ path: pointer(path, 'run', 'workflow'), namespace, name, ...(typeof version === 'string' ? { version } : {}) });
    }
    for (const [key, part] of Object.entries(value)) visit(part, pointer(path, key));
  };
  visit(document, '');
  return found;
}
