// `aix expr FILTER` and `aix expr --batch`: the evaluator of the workflows at the command line, one JSON value a line as `jq -c`.
import { StringDecoder } from 'node:string_decoder';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { type FilterResult, printJson, readJson, runFilter, runProgram } from '../../../workflows/expression/batch.ts';
import { ExpressionError } from '../../../workflows/expression/expression-error.ts';
import { JsonStream } from '../../../workflows/expression/json-stream.ts';
import { compile, type Program } from '../../../workflows/expression/program.ts';
import { type CommandIo, EXIT, errorLine } from '../command-io.ts';

const USAGE = 'aix expr FILTER [--null-input] [--arg NAME VALUE]... | aix expr --batch';

type ExprIo = Pick<CommandIo, 'stdin' | 'stdout' | 'stderr'>;

interface Arguments {
  readonly filter: string | undefined;
  readonly isBatch: boolean;
  readonly hasNoInput: boolean;
  readonly variables: Readonly<Record<string, Json>>;
}

/** Exit 0, 5 when the filter failed for any input, 1 for usage and for input that is no JSON. @throws AppError `usage`, `unreadable` */
export async function exprCommand(args: readonly string[], io: ExprIo): Promise<number> {
  const { filter, isBatch, hasNoInput, variables } = readArguments(args);
  if (isBatch) return await batch(io);
  const program = compiled(filter ?? '', variables, io);
  if (program === undefined) return EXIT.filter;
  if (hasNoInput) return print(runProgram(program, null, { variables, now: Date.now }), io) ? EXIT.ok : EXIT.filter;
  let exit: number = EXIT.ok;
  for await (const input of valuesOf(io.stdin)) {
    if (!print(runProgram(program, input, { variables, now: Date.now }), io)) exit = EXIT.filter;
  }
  return exit;
}

function compiled(filter: string, variables: Readonly<Record<string, Json>>, io: ExprIo): Program | undefined {
  try {
    return compile(filter, { variables: Object.keys(variables) });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    io.stderr(errorLine('expression-syntax', error.message));
    return undefined;
  }
}

/** Outputs first, then the error: what jq shows in the same order on its two streams. True when there was no error. */
function print({ outputs, error }: FilterResult, io: ExprIo): boolean {
  if (outputs.length > 0) io.stdout(`${outputs.map(printJson).join('\n')}\n`);
  if (error === undefined) return true;
  io.stderr(errorLine('invalid', error));
  return false;
}

async function* textsOf(stdin: ExprIo['stdin']): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  for await (const chunk of stdin) yield typeof chunk === 'string' ? chunk : decoder.write(chunk);
  yield decoder.end();
}

async function* valuesOf(stdin: ExprIo['stdin']): AsyncGenerator<Json> {
  const stream = new JsonStream();
  for await (const text of textsOf(stdin)) for (const source of stream.push(text)) yield parsed(source);
  for (const source of stream.end()) yield parsed(source);
}

function parsed(source: string): Json {
  try {
    return readJson(source);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new AppError('unreadable', `The input is not JSON: ${error.message.slice(0, 500)}.`, { cause: error });
  }
}

/** One line out for each line in, in order, each written before the next is read. */
async function batch(io: ExprIo): Promise<number> {
  let pending = '';
  for await (const text of textsOf(io.stdin)) {
    const lines = `${pending}${text}`.split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) io.stdout(`${answer(line)}\n`);
  }
  if (pending !== '') io.stdout(`${answer(pending)}\n`);
  return EXIT.ok;
}

function answer(line: string): string {
  const { outputs, error } = answered(line);
  const listed = `{"outputs":[${outputs.map(printJson).join(',')}]`;
  return error === undefined ? `${listed}}` : `${listed},"error":${JSON.stringify(error)}}`;
}

function answered(line: string): FilterResult {
  let request: Json;
  try {
    request = readJson(line);
  } catch (error) {
    return { outputs: [], error: `The line is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` };
  }
  if (!isJsonObject(request) || typeof request['filter'] !== 'string') {
    return { outputs: [], error: 'The line needs the members "filter" (a string) and "input"' };
  }
  return runFilter(request['filter'], request['input'] ?? null, {}, { now: Date.now });
}

function readArguments(args: readonly string[]): Arguments {
  const variables: Record<string, Json> = {};
  const positionals: string[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--arg') {
      const [name, value] = [args[at + 1], args[at + 2]];
      if (name === undefined || value === undefined || !/^[A-Za-z_][A-Za-z_0-9]*$/.test(name))
        throw new AppError('usage', `--arg needs a name and a value. ${USAGE}`);
      variables[name] = value;
      at += 2;
    } else if (arg === '--null-input' || arg === '--batch') flags.add(arg);
    else if (arg === '--') {
      positionals.push(...args.slice(at + 1));
      break;
    } else if (arg.startsWith('--')) throw new AppError('usage', `There is no option ${arg}. ${USAGE}`);
    else positionals.push(arg);
  }
  const isBatch = flags.has('--batch');
  if (isBatch ? positionals.length > 0 || flags.size > 1 || Object.keys(variables).length > 0 : positionals.length !== 1)
    throw new AppError('usage', USAGE);
  return { filter: positionals[0], isBatch, hasNoInput: flags.has('--null-input'), variables };
}
