// Runs YAML documents on a real Temporal server with the platform's interpreter, for workflow tests. One server per test file.
import { readFile } from 'node:fs/promises';
import { catalog } from '../../workflows/catalog/catalog.ts';
import type { Json, JsonObject } from '../../workflows/definition/json.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';
import { silenceRuntime } from '../../workflows/worker/create-workers.ts';
import { createDocumentRunner, type DocumentRunner, type RunOutcome } from '../../functions/local/run-document.ts';

export interface YamlRun {
  /** Only the parts after `document:`; the head is added. */
  readonly yaml: string;
  readonly input?: Json;
  /** document.metadata */
  readonly metadata?: JsonObject;
  readonly mocks?: JsonObject;
  readonly events?: readonly JsonObject[];
  readonly timeoutMilliseconds?: number;
}

export interface YamlRunner {
  run(given: YamlRun): Promise<RunOutcome>;
  /** A whole document from a file, in a dry run: pure tasks run, what the mocks name is answered by them. */
  runFile(file: string, input: Json, mocks: JsonObject): Promise<RunOutcome>;
  stop(): Promise<void>;
}

let silenced = false;

export async function createYamlRunner(): Promise<YamlRunner> {
  if (!silenced) silenceRuntime();
  silenced = true;
  const runner: DocumentRunner = await createDocumentRunner();
  return {
    run: async (given) => {
      const checked = validateText(
        `document: { dsl: '1.0.3', namespace: test, name: test, version: 1.0.0, metadata: ${JSON.stringify(given.metadata ?? {})} }\n${given.yaml}`,
        { catalog },
      );
      if (!checked.document || !checked.definition) throw new Error(`The test's document is not valid: ${JSON.stringify(checked.issues)}`);
      return await runner.run({
        document: checked.document,
        hash: checked.definition.hash,
        input: given.input ?? {},
        timeoutMilliseconds: given.timeoutMilliseconds ?? 60_000,
        ...(given.mocks ? { mocks: given.mocks } : {}),
        ...(given.events ? { events: given.events } : {}),
      });
    },
    runFile: async (file, input, mocks) => {
      const checked = validateText(await readFile(file, 'utf8'), { catalog });
      if (!checked.document || !checked.definition) throw new Error(`${file} is not valid: ${JSON.stringify(checked.issues)}`);
      return await runner.run({ document: checked.document, hash: checked.definition.hash, input, mocks, timeoutMilliseconds: 60_000 });
    },
    stop: async () => await runner.stop(),
  };
}
