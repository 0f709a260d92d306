// docs/errors.md is where people look a code up: it lists every code there is, and none that is not.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_CODES, VALUE_CODES, WARNING_CODES } from '../../workflows/definition/issue-codes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(ROOT + path, 'utf8');
const documented = [...read('docs/errors.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code ?? '');
const appCodes = [
  ...(/export type AppErrorCode =([^;]+);/.exec(read('workflows/definition/errors.ts'))?.[1] ?? '').matchAll(/'([a-z-]+)'/g),
].map(([, code]) => code ?? '');
const codes = [...DOCUMENT_CODES, ...WARNING_CODES, ...VALUE_CODES, ...appCodes];

describe('docs/errors.md', () => {
  test('lists every code once, and no other', () => {
    expect(appCodes.length).toBeGreaterThan(10);
    expect([...documented].sort()).toEqual([...codes].sort());
  });

  test('every code of a document or a value is used', () => {
    const sources = readdirSync(`${ROOT}workflows/definition`)
      .filter((file) => file !== 'issue-codes.ts')
      .map((file) => read(`workflows/definition/${file}`))
      .join('\n');
    // `invalid-value` is the door's word for a disagreement that never happens.
    expect([...DOCUMENT_CODES, ...WARNING_CODES, ...VALUE_CODES].filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  test('codes are kebab-case', () => {
    for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
