// Answers of a dry run, by task name or JSON Pointer: {output} | {outputs: [per call, the last repeats]} | {error}.
import type { Json, JsonObject } from '../definition/json.ts';
import { isJsonObject } from '../definition/json.ts';
import type { WorkflowError } from '../definition/transition.ts';
import { raise } from './fault.ts';
import type { Session } from './session.ts';

/** @returns the mocked output, or undefined when the task has no mock. Throws the mocked error. */
export function mockedOutput(session: Session, name: string, path: string): { output: Json } | undefined {
  const mocks = session.start.mocks;
  const key = mocks === undefined ? undefined : [path, name].find((candidate) => Object.hasOwn(mocks, candidate));
  if (mocks === undefined || key === undefined) return undefined;
  const mock = mocks[key];
  if (!isJsonObject(mock)) return { output: mock ?? null };
  if (isJsonObject(mock['error'])) throw raise({ ...(mock['error'] as JsonObject as unknown as WorkflowError), instance: path });
  const outputs = mock['outputs'];
  if (Array.isArray(outputs)) {
    const used = session.mockCalls.get(key) ?? 0;
    session.mockCalls.set(key, used + 1);
    return { output: (outputs as readonly Json[])[Math.min(used, outputs.length - 1)] ?? null };
  }
  return { output: mock['output'] ?? null };
}
