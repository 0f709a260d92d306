// `aix run`: a definition on an ephemeral real Temporal server, with the platform's own interpreter and worker.
import { catalog } from '../../../workflows/catalog/catalog.ts';
import { durationMilliseconds } from '../../../workflows/definition/duration.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../workflows/definition/json.ts';
import { validateInstance } from '../../../workflows/definition/schema-instance.ts';
import { validateText } from '../../../workflows/definition/validate-text.ts';
import { silenceRuntime } from '../../../workflows/worker/create-workers.ts';
import { createDocumentRunner } from '../../local/run-document.ts';
import { EXIT, type Command, type CommandIo } from '../command-io.ts';
import { parse as parseYaml } from 'yaml';
import { readOptions } from '../options.ts';

const EXIT_OF = { completed: EXIT.ok, faulted: EXIT.faulted, cancelled: EXIT.cancelled } as const;

export const runCommand: Command = async (args, io) => {
  const { values, positionals } = readArguments(args);
  const file = positionals[0];
  if (!file || positionals.length > 1)
    throw new AppError('usage', 'aix run FILE [--input JSON|@FILE] [--mock FILE] [--event FILE] [--timeout PT10M]');
  const checked = validateText(await io.readFile(file), { catalog });
  if (!checked.valid || !checked.document || !checked.definition) {
    throw new AppError('invalid', `${file} is not a valid definition: ${checked.issues.length} issue(s).`, { issues: checked.issues });
  }
  const input = await readInput(values.input, io);
  const schema = checked.document.input?.schema?.document;
  const issues = schema === undefined ? [] : validateInstance(schema, input).map((issue) => ({ ...issue, path: `/input${issue.path}` }));
  if (issues.length > 0) throw new AppError('invalid', 'The input does not fit the definition.', { issues });
  const mocks = values.mock === undefined ? undefined : await readObject(values.mock, io);
  const events = values.event === undefined ? undefined : await readEvents(values.event, io);
  silenceRuntime();
  const runner = await createDocumentRunner();
  try {
    const outcome = await runner.run({
      document: checked.document,
      hash: checked.definition.hash,
      input,
      timeoutMilliseconds: timeoutOf(values.timeout),
      ...(mocks ? { mocks } : {}),
      ...(events ? { events } : {}),
    });
    io.stdout(`${JSON.stringify(outcome)}\n`);
    return EXIT_OF[outcome.status];
  } finally {
    await runner.stop();
  }
};

function readArguments(args: readonly string[]) {
  return readOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      input: { type: 'string' },
      mock: { type: 'string' },
      event: { type: 'string' },
      timeout: { type: 'string', default: 'PT10M' },
    },
  });
}

async function readInput(given: string | undefined, io: CommandIo): Promise<Json> {
  if (given === undefined) return {};
  const text = given.startsWith('@') ? await io.readFile(given.slice(1)) : given;
  return parseFile(text, given.startsWith('@') ? given.slice(1) : '--input');
}

async function readObject(path: string, io: CommandIo): Promise<JsonObject> {
  const value = parseFile(await io.readFile(path), path);
  if (!isJsonObject(value)) throw new AppError('unreadable', `${path} must hold one object.`);
  return value;
}

async function readEvents(path: string, io: CommandIo): Promise<JsonObject[]> {
  const value = parseFile(await io.readFile(path), path);
  if (!Array.isArray(value) || !value.every(isJsonObject)) throw new AppError('unreadable', `${path} must hold an array of CloudEvents.`);
  return value as JsonObject[];
}

/** JSON is YAML; files may be either. */
function parseFile(text: string, name: string): Json {
  try {
    return (parseYaml(text, { maxAliasCount: 100 }) ?? null) as Json;
  } catch (error) {
    throw new AppError('unreadable', `${name} is neither JSON nor YAML: ${error instanceof Error ? error.message.split('\n')[0] : ''}`);
  }
}

function timeoutOf(text: string): number {
  try {
    return durationMilliseconds(text);
  } catch {
    throw new AppError('usage', `--timeout takes an ISO 8601 duration such as PT10M, not "${text}".`);
  }
}
