// `aix validate` and `aix graph` as a shell sees them: exit code, stdout, stderr.
import { describe, expect, test } from 'vitest';
import { main } from '../../functions/cli/main.ts';
import type { CommandIo } from '../../functions/cli/command-io.ts';
import { AppError } from '../../workflows/definition/errors.ts';

const GOOD = `document: { dsl: 1.0.3, namespace: quality, name: sample, version: 1.0.0 }\ndo:\n  - ask: { switch: [{ odd: { when: .x, then: note } }, { rest: { then: end } }] }\n  - note: { set: { x: '\${ .y }' } }\n`;
const FILES: Readonly<Record<string, string>> = {
  'good.yaml': GOOD,
  'good.json': JSON.stringify({
    document: { dsl: '1.0.3', namespace: 'quality', name: 'sample', version: '1.0.0' },
    do: [{ a: { set: { x: 1 } } }],
  }),
  'warned.yaml': GOOD.replace('then: note', 'then: end'),
  'bad.yaml': GOOD.replace('then: note', 'then: not').replace('1.0.0', 'one'),
  'outside.yaml': 'document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0 }\ndo:\n  - a: { run: { shell: { command: ls } } }\n',
  'huge.yaml': 'a'.repeat(2_000_000),
  'deep.yaml': '['.repeat(100_000),
};

async function aix(...args: string[]): Promise<{
  code: number;
  out: string;
  error: { code: string; message: string; issues?: { path: string; code: string; message: string; line: number }[] } | undefined;
}> {
  let out = '';
  let errors = '';
  const io: CommandIo = {
    stdin: (async function* () {})(),
    stdout: (text) => void (out += text),
    stderr: (text) => void (errors += text),
    readFile: async (path) => {
      const text = FILES[path];
      if (text === undefined) throw new AppError('unreadable', `"${path}" does not exist.`);
      return text;
    },
    env: {},
  };
  const code = await main(args, io);
  return { code, out, error: errors === '' ? undefined : (JSON.parse(errors) as { error: never }).error };
}

describe('aix validate', () => {
  test('a valid definition: exit 0, its name and hash, nothing on stderr', async () => {
    const { code, out, error } = await aix('validate', 'good.yaml');
    expect(code).toBe(0);
    expect(error).toBeUndefined();
    const { definition, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ valid: true, warnings: [] });
    expect(definition).toEqual({ namespace: 'quality', name: 'sample', version: '1.0.0', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('JSON is read too', async () => {
    expect((await aix('validate', 'good.json')).code).toBe(0);
  });

  test('warnings do not refuse', async () => {
    const { code, out } = await aix('validate', 'warned.yaml');
    expect(code).toBe(0);
    expect(JSON.parse(out).warnings).toEqual([{ path: '/do/1/note', code: 'unreachable-task', message: expect.any(String), line: 4 }]);
  });

  test('an invalid definition: exit 2, every issue on stderr with path, code, message and line, nothing on stdout', async () => {
    const { code, out, error } = await aix('validate', 'bad.yaml');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error?.code).toBe('invalid');
    expect(error?.issues?.map(({ path, code: issue, line }) => `${issue} ${path}:${line}`)).toEqual([
      'invalid-version /document/version:1',
      'unknown-task /do/0/ask/switch/0/odd/then:3',
    ]);
    expect(Object.keys(error?.issues?.[0] ?? {}).sort()).toEqual(['code', 'line', 'message', 'path']);
  });

  test('outside the profile: exit 2 and the code `outside-profile`', async () => {
    const { code, error } = await aix('validate', 'outside.yaml');
    expect(code).toBe(2);
    expect(error?.issues?.map(({ code: issue, path }) => `${issue} ${path}`)).toEqual(['outside-profile /do/0/a/run/shell']);
  });

  test.each(['huge.yaml', 'deep.yaml'])('%s: exit 2, one issue, no stack trace', async (file) => {
    const { code, error } = await aix('validate', file);
    expect(code).toBe(2);
    expect(error?.issues).toHaveLength(1);
    expect(JSON.stringify(error)).not.toMatch(/\.(ts|js):\d/);
  });

  test.each([
    [['missing.yaml'], 'unreadable'],
    [[], 'usage'],
    [['--json'], 'usage'],
    [['good.yaml', 'bad.yaml'], 'usage'],
  ])('%j: exit 1, %s', async (args, expected) => {
    const { code, out, error } = await aix('validate', ...args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(error?.code).toBe(expected);
  });
});

describe('aix graph', () => {
  test('json: nodes and edges, in the stable shape', async () => {
    const { code, out } = await aix('graph', 'good.yaml', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      nodes: [
        { id: 'start', path: '', kind: 'start', name: 'start' },
        { id: 'n1', path: '/do/0/ask', kind: 'switch', name: 'ask' },
        { id: 'n2', path: '/do/1/note', kind: 'set', name: 'note' },
        { id: 'end', path: '', kind: 'end', name: 'end' },
      ],
      edges: [
        { from: 'start', to: 'n1' },
        { from: 'n1', to: 'n2', label: 'odd' },
        { from: 'n1', to: 'end', label: 'rest' },
        { from: 'n2', to: 'end' },
      ],
    });
  });

  test('mermaid and svg', async () => {
    expect((await aix('graph', 'good.yaml', '--format', 'mermaid')).out).toMatch(/^flowchart TD\n/);
    expect((await aix('graph', '--format=svg', '--lang=ko', 'good.yaml')).out).toMatch(/^<svg .*lang="ko"/);
  });

  test('an invalid definition is not drawn: exit 2', async () => {
    const { code, out, error } = await aix('graph', 'bad.yaml', '--format', 'json');
    expect({ code, out, error: error?.code }).toEqual({ code: 2, out: '', error: 'invalid' });
  });

  test.each([
    [['good.yaml', '--format', 'png']],
    [['good.yaml', '--lang', 'fr']],
    [['good.yaml', '--fromat', 'svg']],
    [['--format', 'svg']],
    [['good.yaml', '--format']],
  ])('%j: exit 1, usage', async (args) => {
    const { code, error } = await aix('graph', ...args);
    expect({ code, error: error?.code }).toEqual({ code: 1, error: 'usage' });
  });
});
