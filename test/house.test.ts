// The laws of ARCHITECTURE.md: who may import whom, closed records, sizes, names. When a law is in the way, mend the design.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const TOP = ['workflows', 'functions', 'db', 'cdk'];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function files(folder: string, match = /\.(ts|tsx)$/): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && match.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const SOURCES = TOP.flatMap((folder) => files(folder)).filter((file) => !file.endsWith('.d.ts'));

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:([\s\S]*?)\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

function importsOf(file: string): { ours: Import[]; packages: { name: string; typeOnly: boolean }[] } {
  const ours: Import[] = [];
  const packages: { name: string; typeOnly: boolean }[] = [];
  for (const match of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)) {
    const target = match[3] ?? match[4];
    if (target === undefined) continue;
    const typeOnly = match[1] !== undefined;
    if (target.startsWith('.')) ours.push({ from: file, to: relative(ROOT, resolve(ROOT, dirname(file), target)), typeOnly });
    else packages.push({ name: target, typeOnly });
  }
  return { ours, packages };
}

/** Room of a file: the unit of the table below. */
function roomOf(file: string): string {
  if (/^workflows\/catalog\/(catalog\.ts|[^/]+\/(?!run\.ts$|kpi-of-counts|report-id)[^/]+)$/.test(file)) return 'catalog-what';
  if (file.startsWith('workflows/catalog/')) return 'catalog-how';
  if (/^workflows\/quality\/[^/]+-(?:schema|table)\.ts$/.test(file)) return 'quality-schema';
  if (file.startsWith('db/')) return file.startsWith('db/schema/') ? 'db/schema' : file.startsWith('db/repositories/') ? 'db/repositories' : 'db';
  if (file.startsWith('functions/api/lambda')) return 'functions/api/lambda';
  const [top, second] = file.split('/');
  return top === 'cdk' ? 'cdk' : `${top}/${second}`;
}

const DEFINITION = 'workflows/definition';
const READERS = [DEFINITION, 'workflows/expression', 'catalog-what', 'workflows/quality', 'quality-schema', 'workflows/report', 'db', 'db/repositories', 'db/schema', 'functions/shared'];

/** The table of ARCHITECTURE.md. A room may always import itself. `type:` arrows may carry types only. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'workflows/expression': [DEFINITION],
  'workflows/quality': ['workflows/definition', 'quality-schema'],
  [DEFINITION]: ['workflows/expression'],
  'quality-schema': [DEFINITION],
  'catalog-what': [DEFINITION, 'quality-schema'],
  'workflows/report': ['workflows/quality', DEFINITION],
  'workflows/knowledge': ['workflows/quality', DEFINITION],
  'workflows/payload': [DEFINITION],
  'workflows/outbound': [DEFINITION, 'workflows/expression'],
  'workflows/notify': [DEFINITION],
  'workflows/events': [DEFINITION],
  'workflows/k1': [DEFINITION],
  'workflows/interpreter': [DEFINITION, 'workflows/expression', 'catalog-what', 'type:workflows/worker'],
  'catalog-how': ['catalog-what', DEFINITION, 'workflows/quality', 'workflows/report', 'workflows/knowledge', 'workflows/k1', 'workflows/payload', 'workflows/outbound', 'workflows/notify', 'workflows/events', 'type:db/repositories'],
  'workflows/worker': ['workflows/interpreter', 'catalog-how', 'catalog-what', DEFINITION, 'workflows/expression', 'db', 'db/repositories', 'db/schema', 'workflows/k1', 'workflows/payload', 'workflows/notify', 'workflows/outbound', 'workflows/events'],
  'functions/relay': ['functions/shared', 'db', 'db/repositories', 'db/schema', DEFINITION],
  'functions/shared': [DEFINITION, 'workflows/expression', 'catalog-what', 'db', 'db/repositories', 'db/schema', 'workflows/payload', 'workflows/events'],
  'functions/api': READERS,
  'functions/web': READERS,
  'functions/edge': [],
  'functions/local': ['*'],
  'functions/api/lambda': ['*'],
  'functions/cli': ['functions/local', 'functions/shared', 'db', 'db/repositories', 'workflows/payload', DEFINITION, 'workflows/expression', 'catalog-what', 'catalog-how', 'workflows/quality', 'workflows/worker'],
  'db/schema': ['type:workflows/definition'],
  'db/repositories': ['db', 'db/schema', DEFINITION],
  db: ['db/schema', 'db/repositories', DEFINITION],
  cdk: ['workflows/k1', 'type:functions/api', 'type:functions/edge', 'type:functions/relay', 'type:workflows/worker'],
};

function allowed({ from, to, typeOnly }: Import): boolean {
  const room = roomOf(from);
  const target = roomOf(to);
  if (room === target) return true;
  const arrows = MAY[room] ?? [];
  return arrows.includes('*') || arrows.includes(target) || (typeOnly && arrows.includes(`type:${target}`));
}

describe('the house', () => {
  it('has no import that the table of rooms does not draw', () => {
    const wrong = SOURCES.flatMap((file) => importsOf(file).ours)
      .filter((entry) => !allowed(entry))
      .map((entry) => `${entry.from} -> ${entry.to}${entry.typeOnly ? ' (type)' : ''}`);
    expect(wrong).toEqual([]);
  });

  it('lets nobody import a test', () => {
    expect(SOURCES.flatMap((file) => importsOf(file).ours).filter((entry) => entry.to.startsWith('test/'))).toEqual([]);
  });

  it('keeps Node, SDKs, clocks and randomness out of the workflow sandbox', () => {
    const rooms = new Set([DEFINITION, 'workflows/expression', 'workflows/interpreter', 'catalog-what', 'quality-schema']);
    const packages = new Set(['@temporalio/workflow', '@noble/hashes', 're2js', 'yaml']);
    const faults: string[] = [];
    for (const file of SOURCES.filter((entry) => rooms.has(roomOf(entry)))) {
      for (const { name, typeOnly } of importsOf(file).packages) {
        const bare = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? name);
        if (!typeOnly && !packages.has(bare)) faults.push(`${file} imports ${name}`);
      }
      // The interpreter's own Date and Math.random are Temporal's deterministic ones; the other rooms get theirs as arguments.
      if (roomOf(file) === 'workflows/interpreter') continue;
      const text = readFileSync(join(ROOT, file), 'utf8').replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, '');
      for (const clock of ['Date.now(', 'Math.random(', 'new Date()', 'process.env']) if (text.includes(clock)) faults.push(`${file} uses ${clock}`);
    }
    expect(faults).toEqual([]);
  });

  it('has every catalog folder in both closed records', () => {
    const folders = readdirSync(join(ROOT, 'workflows/catalog'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const what = readFileSync(join(ROOT, 'workflows/catalog/catalog.ts'), 'utf8');
    const how = readFileSync(join(ROOT, 'workflows/catalog/runners.ts'), 'utf8');
    expect(folders.filter((name) => !what.includes(`./${name}/task.ts`))).toEqual([]);
    const waits = folders.filter((name) => readFileSync(join(ROOT, 'workflows/catalog', name, 'task.ts'), 'utf8').includes("taskClass: 'wait'"));
    expect(folders.filter((name) => !waits.includes(name) && !how.includes(`./${name}/run.ts`))).toEqual([]);
  });

  it('opens every file with a sentence, and explains every file over 300 lines', () => {
    const faults: string[] = [];
    for (const file of SOURCES) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      if (!/^(#!.*\n)?(\/\/|\/\*)/.test(text)) faults.push(`${file} does not open with a comment`);
      const lines = text.split('\n').length;
      if (lines > 301 && !/over 300 lines because|long because/i.test(text.slice(0, 600))) faults.push(`${file} has ${lines} lines and does not say why`);
    }
    expect(faults).toEqual([]);
  });

  it('has kebab-case names, no index, and no drawer called utils, helpers, common or types', () => {
    const faults = SOURCES.filter((file) => {
      const name = file.split('/').at(-1) ?? '';
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(name) || /^(index|utils?|helpers?|common|types?)\.tsx?$/.test(name);
    });
    expect(faults).toEqual([]);
  });

  it('has no default export, `any`, non-null `!` after a call or an address of a registry', () => {
    const faults: string[] = [];
    for (const file of SOURCES) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      if (/^export default /m.test(text)) faults.push(`${file}: default export`);
      if (/registry\.npmjs|pypi\.org\/simple|deb\.debian\.org|proxy\.golang\.org/.test(text)) faults.push(`${file}: address of a registry`);
    }
    expect(faults).toEqual([]);
  });
});
