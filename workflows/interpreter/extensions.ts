// use.extensions: lists that run before and after tasks of a kind. What they output is not the task's data; a `before` that ends by
// `then: exit` takes the task's place. Frame: applied (indexes in use.extensions), list (after the task: the running `after`),
// at (which of them), stage (before | task | after), result.
import { taskKind, type Extension } from '../definition/document.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import { isJsonObject } from '../definition/json.ts';
import { testCondition } from './evaluation.ts';
import { escapePointer, executeList } from './execute-list.ts';
import type { Awaitable, Execution, Outcome } from './flow.ts';
import { childFrame, numberIn, type Frame } from './frame.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

interface Applied {
  readonly extension: Extension;
  /** JSON Pointer of the extension. */
  readonly path: string;
}

/** Runs the task through the extensions that apply to it. Tasks of extensions are not extended themselves. */
export function withExtensions(session: Session, execution: Execution, frame: Frame, run: () => Awaitable<Outcome>): Awaitable<Outcome> {
  const all = session.document.use?.extensions;
  if (all === undefined || execution.scope.extended !== undefined) return run();
  return extended(session, execution, frame, { all, run });
}

async function extended(
  session: Session,
  execution: Execution,
  frame: Frame,
  { all, run }: { all: readonly Readonly<Record<string, Extension>>[]; run: () => Awaitable<Outcome> },
): Promise<Outcome> {
  const kept = childFrame(frame, 'extensions');
  // Decided once: the context that a `when` looks at may change under the task.
  kept['applied'] ??= applicable(session, execution);
  const applied = (kept['applied'] as readonly number[]).map((index) => appliedAt(all, index));
  if (applied.length === 0) return await run();
  if ((kept['stage'] ?? 'before') === 'before') {
    const replaced = await before(session, execution, kept, applied);
    if (replaced) keep(kept, replaced.outcome, replaced.entered);
    else kept['stage'] = 'task';
  }
  if (kept['stage'] === 'task') keep(kept, await run(), applied.length);
  return await after(session, execution, kept, applied);
}

function keep(kept: Frame, outcome: Outcome, entered: number): void {
  delete kept['list'];
  kept['stage'] = 'after';
  // Those that were entered are left in reverse order.
  kept['at'] = entered - 1;
  kept['result'] = {
    output: outcome.output,
    ...(outcome.next === undefined ? {} : { next: outcome.next }),
    ...(outcome.attempts === undefined ? {} : { attempts: outcome.attempts }),
  };
}

function appliedAt(all: readonly Readonly<Record<string, Extension>>[], index: number): Applied {
  const [name, extension] = Object.entries(all[index] ?? {})[0] ?? ['', { extend: 'none' }];
  return { extension, path: `/use/extensions/${index}/${escapePointer(name)}` };
}

function applicable(session: Session, { task, path, input, scope }: Execution): number[] {
  const kind = taskKind(task);
  const names = new Set(['all', kind === 'do' ? 'composite' : kind]);
  const inner = extensionScope(scope);
  return (session.document.use?.extensions ?? []).flatMap((entry, index) => {
    const extension = Object.values(entry)[0];
    if (!extension || !names.has(extension.extend)) return [];
    return extension.when === undefined || testCondition(session, extension.when, input, { path, scope: inner, input }) ? [index] : [];
  });
}

/** The specification's own examples read $task both as the descriptor ($task.reference) and as the definition ($task.with). */
function extensionScope(scope: Scope): Scope {
  const descriptor: JsonObject = scope.task ?? {};
  const definition = isJsonObject(descriptor['definition']) ? descriptor['definition'] : {};
  const task: JsonObject = { ...definition, ...descriptor };
  return { ...scope, task, extended: task };
}

/** @returns what stands in the task's place, and how many extensions were entered before it. */
async function before(
  session: Session,
  { input, scope }: Execution,
  kept: Frame,
  applied: readonly Applied[],
): Promise<{ outcome: Outcome; entered: number } | undefined> {
  for (let index = numberIn(kept, 'at') ?? 0; index < applied.length; index += 1) {
    const entry = applied[index];
    kept['at'] = index;
    if (!entry?.extension.before) continue;
    const result = await executeList(
      session,
      entry.extension.before,
      `${entry.path}/before`,
      input,
      extensionScope(scope),
      childFrame(kept, 'list'),
    );
    delete kept['list'];
    if (result.next === 'end') return { outcome: { output: result.output, next: 'end' }, entered: index };
    if (result.exited === true) return { outcome: { output: result.output }, entered: index };
  }
  return undefined;
}

async function after(session: Session, { scope }: Execution, kept: Frame, applied: readonly Applied[]): Promise<Outcome> {
  const result = kept['result'] as unknown as { output: Json; next?: string; attempts?: number };
  for (let index = numberIn(kept, 'at') ?? -1; index >= 0; index -= 1) {
    const entry = applied[index];
    kept['at'] = index;
    if (!entry?.extension.after) continue;
    await executeList(
      session,
      entry.extension.after,
      `${entry.path}/after`,
      result.output,
      extensionScope(scope),
      childFrame(kept, 'list'),
    );
    delete kept['list'];
  }
  return result;
}
