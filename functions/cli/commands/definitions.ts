// `aix definitions push|pull|list|diff`: the definitions of a running platform as files under version control.
// A file is <namespace>/<name>.yaml and holds the text exactly as it was published.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { catalog } from '../../../workflows/catalog/catalog.ts';
import { diffDocuments } from '../../../workflows/definition/diff.ts';
import type { WorkflowDocument } from '../../../workflows/definition/document.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { Json, JsonObject } from '../../../workflows/definition/json.ts';
import { validateText } from '../../../workflows/definition/validate-text.ts';
import { EXIT, type Command, type CommandIo } from '../command-io.ts';
import { connectPlatform, type PlatformClient } from '../platform-client.ts';
import { readOptions } from '../options.ts';

const USAGE = 'Use: aix definitions push FILE... | pull DIR | list | diff FILE   [--user NAME, password on stdin]   (AIX_URL, AIX_API_KEY)';
const BASE = '/api/v1/definitions';
const NAME = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i;

interface Checked {
  readonly file: string;
  readonly text: string;
  readonly document: WorkflowDocument;
  readonly definition: { readonly namespace: string; readonly name: string; readonly version: string; readonly hash: string };
}

/** @throws AppError `usage`, `unreadable`, `invalid`, `conflict`, `unauthenticated`, `forbidden`, `unavailable` */
export const definitionsCommand: Command = async (args, io) => {
  const { action, names, user } = readArguments(args);
  // Files are read and checked before anyone is asked: a broken file costs no sign-in.
  const files = action === 'push' || action === 'diff' ? await readAll(names, io) : [];
  const client = await connectPlatform(io, user);
  const result =
    action === 'push'
      ? await push(client, files)
      : action === 'pull'
        ? await pull(client, names[0] ?? '.')
        : action === 'list'
          ? await list(client)
          : await diff(client, files[0]);
  io.stdout(`${JSON.stringify(result)}\n`);
  return EXIT.ok;
};

function readArguments(args: readonly string[]): {
  action: 'push' | 'pull' | 'list' | 'diff';
  names: readonly string[];
  user: string | undefined;
} {
  const { positionals, user } = parsed(args);
  const [action, ...names] = positionals;
  const right =
    (action === 'push' && names.length > 0) ||
    ((action === 'pull' || action === 'diff') && names.length === 1) ||
    (action === 'list' && names.length === 0);
  if (!right) throw new AppError('usage', USAGE);
  return { action: action as 'push', names, user };
}

function parsed(args: readonly string[]): { positionals: readonly string[]; user: string | undefined } {
  const { positionals, values } = readOptions({ args: [...args], allowPositionals: true, options: { user: { type: 'string' } } }, USAGE);
  return { positionals, user: values.user };
}

/** Every file is checked, so that all issues are seen at once; paths of issues begin with the file when there are several. */
async function readAll(files: readonly string[], io: CommandIo): Promise<readonly Checked[]> {
  const read: Checked[] = [];
  const issues: AppError['issues'][number][] = [];
  for (const file of files) {
    const text = await io.readFile(file);
    const checked = validateText(text, { catalog });
    if (checked.valid && checked.document && checked.definition)
      read.push({ file, text, document: checked.document, definition: checked.definition });
    else issues.push(...checked.issues.map((issue) => (files.length === 1 ? issue : { ...issue, message: `${file}: ${issue.message}` })));
  }
  if (issues.length > 0)
    throw new AppError(
      'invalid',
      `${files.length - read.length} of ${files.length} file(s) are not valid definitions; nothing was published.`,
      { issues },
    );
  return read;
}

/** A version that is there already with this text is no error: pushing a whole folder again changes nothing. */
async function push(client: PlatformClient, files: readonly Checked[]): Promise<Json> {
  const published: Json[] = [];
  for (const { file, text } of files) {
    try {
      const { namespace, name, version, hash, created } = await client.post(BASE, text, 'application/yaml');
      published.push({
        file,
        namespace: namespace ?? null,
        name: name ?? null,
        version: version ?? null,
        hash: hash ?? null,
        created: created ?? null,
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const before = published.length === 0 ? '' : ` ${published.length} file(s) before it were published.`;
      throw new AppError(error.code, `${file}: ${error.message}${before}`, { issues: error.issues, cause: error });
    }
  }
  return { published };
}

async function listed(client: PlatformClient): Promise<readonly JsonObject[]> {
  return (await client.get(BASE))['definitions'] as readonly JsonObject[];
}

/** Files that hold the text already are left alone, their dates too. */
async function pull(client: PlatformClient, folder: string): Promise<Json> {
  const written: string[] = [];
  const unchanged: string[] = [];
  for (const { namespace, name } of await listed(client)) {
    // What a server says never names a place outside the folder.
    if (!NAME.test(String(namespace)) || !NAME.test(String(name)))
      throw new AppError('internal', `The platform names a definition "${String(namespace)}/${String(name)}", which is no file name.`);
    const source = String((await client.get(`${BASE}/${String(namespace)}/${String(name)}`))['source']);
    const path = join(folder, String(namespace), `${String(name)}.yaml`);
    const present = await readFile(path, 'utf8').catch(() => undefined);
    if (present === source) {
      unchanged.push(path);
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, source);
    written.push(path);
  }
  return { written, unchanged };
}

async function list(client: PlatformClient): Promise<Json> {
  const fields = ['namespace', 'name', 'version', 'hash', 'title', 'state', 'publishedAt', 'publishedByName'] as const;
  return { definitions: (await listed(client)).map((row) => Object.fromEntries(fields.map((field) => [field, row[field] ?? null]))) };
}

/** From the latest published version to the file. */
async function diff(client: PlatformClient, file: Checked | undefined): Promise<Json> {
  if (!file) throw new AppError('usage', USAGE);
  const { namespace, name, version, hash } = file.definition;
  const to = { version, hash };
  const latest = await client.find(`${BASE}/${namespace}/${name}`);
  if (!latest) return { namespace, name, from: null, to, same: false, tasks: [], around: [] };
  const { tasks, around } = diffDocuments(latest['document'] as unknown as WorkflowDocument, file.document);
  const from = { version: latest['version'] ?? null, hash: latest['hash'] ?? null };
  return { namespace, name, from, to, same: latest['hash'] === hash, tasks: tasks as unknown as Json, around };
}
