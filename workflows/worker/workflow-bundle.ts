// The interpreter as one bundle for the workflow sandbox, built once per state of its sources and kept beside node_modules.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from '../payload/data-converter.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The rooms that enter the sandbox. */
const ROOMS = ['interpreter', 'definition', 'expression', 'catalog', 'quality'];

/**
 * Pure modules that all runs of one worker share, frozen. Without this the sandbox evaluates every module again for each run,
 * which cost a short chain more than its steps. Only what keeps no state of a run may stand here.
 */
const SHARED = [
  'expression/runtime-expression.ts',
  'definition/schema-instance.ts',
  'definition/duration.ts',
  'definition/call-name.ts',
  'definition/document.ts',
  'definition/transition.ts',
  'catalog/catalog.ts',
];

export interface WorkflowBundle {
  readonly code: string;
  /** Hash of the sources: the build id, so that a deploy which leaves the interpreter alone strands no open run. */
  readonly buildId: string;
}

export async function workflowBundle(options: { progress?: (line: string) => void; force?: boolean } = {}): Promise<WorkflowBundle> {
  const buildId = await sourceHash();
  const path = join(cacheDir(), `workflow-${buildId}.js`);
  if (!options.force && existsSync(path)) return { code: await readFile(path, 'utf8'), buildId };
  options.progress?.('Building the workflow bundle (once per version) ...');
  const { code } = await bundleWorkflowCode({
    failureConverterPath: FAILURE_CONVERTER_PATH,
    preloadModules: SHARED.map((module) => join(ROOT, 'workflows', module)),
    workflowsPath: join(ROOT, 'workflows', 'interpreter', 'workflow.ts'),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  await mkdir(dirname(path), { recursive: true });
  const staged = `${path}.${process.pid}`;
  await writeFile(staged, code);
  await rename(staged, path);
  return { code, buildId };
}

function cacheDir(): string {
  return join(ROOT, 'node_modules', '.cache', 'aix');
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const room of ROOMS) {
    for (const file of (await readdir(join(ROOT, 'workflows', room), { recursive: true, withFileTypes: true })).sort(byPath)) {
      // Code that never enters the sandbox must not change the build id.
      if (
        !file.isFile() ||
        !file.name.endsWith('.ts') ||
        (room === 'catalog' && /^(run|runner|runners|kpi-of-counts|report-id)\.ts$/.test(file.name)) ||
        (room === 'quality' && !/-(schema|table)\.ts$/.test(file.name))
      )
        continue;
      const path = join(file.parentPath, file.name);
      hash
        .update(relative(ROOT, path))
        .update('\0')
        .update(await readFile(path))
        .update('\0');
    }
  }
  const require = createRequire(import.meta.url);
  hash.update((require('@temporalio/workflow/package.json') as { version: string }).version);
  return hash.digest('hex').slice(0, 16);
}

function byPath(left: { parentPath: string; name: string }, right: { parentPath: string; name: string }): number {
  const a = join(left.parentPath, left.name);
  const b = join(right.parentPath, right.name);
  return a < b ? -1 : a > b ? 1 : 0;
}
