// `aix inspect image-compare`: one pair named by flags, or --batch with a pair per line, answered in order while the worker threads run ahead.
import { AppError } from '../../../workflows/definition/errors.ts';
import { createFileComparer } from '../../../workflows/quality/image-compare/compare-files.ts';
import { type CompareOptions, compareOptionKeys, readOptionFields } from '../../../workflows/quality/image-compare/compare-options.ts';
import { createImagePool, type ImagePool } from '../../../workflows/quality/image-compare/pool.ts';
import { createRequestReader } from '../../../workflows/quality/request-reader.ts';
import { EXIT, type CommandIo } from '../command-io.ts';
import { parseJsonText, readLines } from './inspect-input.ts';

const usage =
  'Use: aix inspect image-compare --golden FILE --image FILE [--options JSON], or --batch with lines {"golden","image"} on stdin.';

export async function inspectImageCompare(args: readonly string[], io: CommandIo): Promise<number> {
  const flags = readFlags(args);
  if (flags.has('--batch')) {
    if (flags.size > 1) throw new AppError('usage', `--batch stands alone. ${usage}`);
    return batch(io);
  }
  const golden = flags.get('--golden');
  const image = flags.get('--image');
  if (golden === undefined || image === undefined) throw new AppError('usage', usage);
  const options = optionsOf(parseJsonText(flags.get('--options') ?? '{}'));
  io.stdout(`${JSON.stringify(await createFileComparer()({ golden, image, options }))}\n`);
  return EXIT.ok;
}

function readFlags(args: readonly string[]): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const name = args[at] ?? '';
    if (!['--golden', '--image', '--options', '--batch'].includes(name))
      throw new AppError('usage', `"${name}" is not understood. ${usage}`);
    const value = name === '--batch' ? '' : args[++at];
    if (value === undefined || flags.has(name)) throw new AppError('usage', `${name} needs one value. ${usage}`);
    flags.set(name, value);
  }
  return flags;
}

function optionsOf(value: unknown): CompareOptions {
  const reader = createRequestReader();
  const options = readOptionFields(reader, reader.record(value, compareOptionKeys) ?? {});
  reader.finish('image comparison');
  return options;
}

/** One line out per line in, in order, each written the moment it and all before it are done: a caller may wait for it before the next line. */
async function batch(io: CommandIo): Promise<number> {
  const pool = createImagePool();
  let written = Promise.resolve();
  // Twice the threads keeps them busy without reading all of stdin ahead.
  const room: Promise<void>[] = [];
  try {
    for await (const line of readLines(io.stdin)) {
      if (line.trim() === '') continue;
      const pending = answer(pool, line);
      written = Promise.all([pending, written]).then(([text]) => io.stdout(text));
      room.push(written);
      if (room.length >= 2 * pool.size) await room.shift();
    }
    await written;
  } finally {
    await pool.close();
  }
  return EXIT.ok;
}

/** A bad line is an answer too; the next one goes on. */
async function answer(pool: ImagePool, line: string): Promise<string> {
  try {
    const reader = createRequestReader();
    const record = reader.record(parseJsonText(line), ['golden', 'image', ...compareOptionKeys]) ?? {};
    reader.required(record, ['golden', 'image']);
    const { golden, image } = record;
    for (const key of ['golden', 'image']) {
      if (record[key] !== undefined && typeof record[key] !== 'string')
        reader.fail(`/${key}`, 'not-a-path', `"${key}" must be the path of a picture.`);
    }
    const options = readOptionFields(reader, record);
    reader.finish('image comparison');
    return `${JSON.stringify(await pool.compare({ golden: golden as string, image: image as string, options }))}\n`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${JSON.stringify({ error: { code: error.code, message: error.message, issues: error.issues } })}\n`;
  }
}
