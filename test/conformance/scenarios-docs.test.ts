// docs/conformance.md names tests; this keeps it from naming any that is not there, and from leaving a scenario out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const FILES: Readonly<Record<string, string>> = {
  scenarios: 'test/conformance/scenarios.system.test.ts',
  language: 'test/interpreter/language.system.test.ts',
  authentication: 'test/outbound/authentication.test.ts',
  'openapi-call': 'test/outbound/openapi-call.test.ts',
  'mcp-call': 'test/outbound/mcp-call.test.ts',
  'ows-examples': 'test/definition/ows-examples.test.ts',
};
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const rows = read('docs/conformance.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| feature'))
  .map((line) => line.slice(2, -2).split(' | '));

describe('the conformance matrix', () => {
  it.each(rows.map(([feature = '', , test = '']) => [feature, test]))('%s names a test that is there', (_feature, test) => {
    if (test.startsWith('see docs/')) return expect(read(test.slice('see '.length))).not.toBe('');
    const [file = '', name] = test.split(/: (.*)/s);
    const path = FILES[file];
    expect(path).toBeDefined();
    if (name === undefined || path === undefined) return;
    for (const part of name.split(' > ')) expect(read(path).replaceAll("\\'", "'")).toContain(part);
  });

  it('has a row for every scenario', () => {
    const text = read('docs/conformance.md');
    const source = read('test/conformance/scenarios.system.test.ts');
    const scenarios = source.slice(0, source.indexOf("describe('aix run")).matchAll(/ it\('((?:[^'\\]|\\.)*)'/g);
    expect([...scenarios].map((match) => match[1]).filter((name) => name !== undefined && !text.includes(name))).toEqual([]);
  });
});
