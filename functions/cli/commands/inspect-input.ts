// Reading of stdin for `aix inspect`: all of it as text, or line by line, and JSON with a fault that names the line.
import { AppError } from '../../../workflows/definition/errors.ts';

/** Largest request on stdin, in characters. */
const maximumLength = 256 * 1024 * 1024;

export async function readAll(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const chunk of decoded(stdin)) {
    text += chunk;
    if (text.length > maximumLength)
      throw new AppError('too-large', `The request is longer than ${maximumLength} characters; give a shorter window of data.`);
  }
  return text;
}

/** Lines without their ends; an unfinished last line counts, an empty one does not. */
export async function* readLines(stdin: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of decoded(stdin)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (rest.length > maximumLength) throw new AppError('too-large', `A line is longer than ${maximumLength} characters.`);
  }
  if (rest.trim() !== '') yield rest;
}

async function* decoded(stdin: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  // A character of several bytes may be cut between two chunks.
  const decoder = new TextDecoder();
  for await (const chunk of stdin) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The JSON value of a text; throws AppError('invalid') with the issue not-json. */
export function parseJsonText(text: string): unknown {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(body);
  } catch (error) {
    const empty = body.trim() === '';
    const message = empty
      ? 'There is no request on stdin; give one JSON object.'
      : 'The request is not JSON; numbers such as NaN or Infinity are not allowed either.';
    throw new AppError('invalid', message, {
      cause: error,
      issues: [{ path: '', code: empty ? 'no-input' : 'not-json', message, ...lineOfError(body, error) }],
    });
  }
}

/** Not every message of the engine tells a position. */
function lineOfError(text: string, error: unknown): { readonly line?: number } {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return position === undefined ? {} : { line: text.slice(0, Number(position)).split('\n').length };
}
