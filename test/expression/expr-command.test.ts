// `aix expr`: exit codes, several inputs, and the batch's one line out for each line in.
import { describe, expect, test } from 'vitest';
import { main } from '../../functions/cli/main.ts';

interface Answer {
  readonly code: number;
  readonly out: readonly string[];
  /** Everything on both streams in the order it was written. */
  readonly order: readonly string[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

async function expr(args: readonly string[], ...stdin: readonly (string | Buffer)[]): Promise<Answer> {
  const written: { stream: 'out' | 'err'; text: string }[] = [];
  const code = await main(['expr', ...args], {
    stdin: (async function* () {
      yield* stdin;
    })(),
    stdout: (text) => void written.push({ stream: 'out', text }),
    stderr: (text) => void written.push({ stream: 'err', text }),
    readFile: () => Promise.reject(new Error('expr reads no file')),
    env: {},
  });
  const linesOf = (stream: string): string[] =>
    written
      .filter((part) => part.stream === stream)
      .flatMap(({ text }) => text.split('\n'))
      .filter((line) => line !== '');
  const errors = linesOf('err').map((line) => (JSON.parse(line) as { error: { code: string; message: string } }).error);
  return { code, out: linesOf('out'), order: written.map(({ stream, text }) => `${stream}: ${text.trimEnd()}`), errors };
}

describe('aix expr FILTER', () => {
  test('prints one compact JSON a line and exits 0', async () => {
    expect(await expr(['.a, .b'], '{"a": [1, {"x": "한"}], "b": null}')).toMatchObject({
      code: 0,
      out: ['[1,{"x":"한"}]', 'null'],
      errors: [],
    });
  });

  test('reads several values, on one line, over many, cut anywhere, also in the middle of a letter', async () => {
    const bytes = Buffer.from('\ufeff1 "한글"[2,\n3]{"a":4}\n5');
    const pieces = Array.from(bytes, (byte) => Buffer.of(byte));
    expect((await expr(['.'], ...pieces)).out).toEqual(['1', '"한글"', '[2,3]', '{"a":4}', '5']);
  });

  test('no input, no output', async () => {
    expect(await expr(['.'], ' \n')).toMatchObject({ code: 0, out: [], errors: [] });
  });

  test('a failure exits 5; outputs before it are printed first and later inputs still run', async () => {
    const { code, order } = await expr(['1 + ., 10 / .'], '1 0 2');
    expect(code).toBe(5);
    expect(order).toEqual([
      'out: 2\n10',
      'out: 1',
      'err: {"error":{"code":"invalid","message":"number (10) and number (0) cannot be divided because the divisor is zero"}}',
      'out: 3\n5',
    ]);
  });

  test('a budget is a failure too, and the next input starts with a full one', async () => {
    const { code, out, errors } = await expr(['[range(.)] | length'], '1000000 3');
    expect({ code, out }).toEqual({ code: 5, out: ['3'] });
    expect(errors[0]?.message).toContain('100000 steps');
  });

  test('a filter that cannot be read exits 5 with its place and reads no input', async () => {
    const { code, out, errors } = await expr(['.a |'], '1');
    expect({ code, out }).toEqual({ code: 5, out: [] });
    expect(errors).toEqual([{ code: 'expression-syntax', message: expect.stringContaining('line 1, column 5') }]);
  });

  test('a value raised that is no text is shown, and error(null) fails like any other', async () => {
    expect(await expr(['error({a: 1}), 2'], 'null')).toMatchObject({ code: 5, errors: [{ message: '(not a string): {"a":1}' }] });
    expect((await expr(['error(null)'], 'null')).code).toBe(5);
  });

  test('input that is not JSON exits 1 after what came before it', async () => {
    expect(await expr(['.'], '1 {"a": nope}')).toMatchObject({ code: 1, out: ['1'], errors: [{ code: 'unreadable' }] });
    expect(await expr(['.'], '1 [2')).toMatchObject({ code: 1, out: ['1'], errors: [{ code: 'unreadable' }] });
  });

  test('--null-input runs once without reading, --arg gives texts', async () => {
    expect(await expr(['--null-input', '[., $a, $b]', '--arg', 'a', '1', '--arg', 'b', '--x'], '7 8')).toMatchObject({
      code: 0,
      out: ['[null,"1","--x"]'],
    });
  });

  test('a variable nobody gave is a syntax error', async () => {
    expect(await expr(['$lot'], '1')).toMatchObject({ code: 5, errors: [{ code: 'expression-syntax' }] });
  });

  test('a filter may start with a minus', async () => {
    expect((await expr(['-.a'], '{"a":2}')).out).toEqual(['-2']);
    expect((await expr(['--', '--1'], 'null')).out).toEqual(['1']);
  });

  test.each([[[]], [['.', '.']], [['--nope', '.']], [['.', '--arg', 'a']], [['.', '--arg', '1a', 'x']], [['--batch', '.']]])(
    'a usage that does not exist exits 1: %j',
    async (args) => {
      expect(await expr(args, '1')).toMatchObject({ code: 1, out: [], errors: [{ code: 'usage' }] });
    },
  );
});

describe('aix expr --batch', () => {
  const batch = async (text: string): Promise<unknown[]> => (await expr(['--batch'], text)).out.map((line) => JSON.parse(line));

  test('answers each line in order: outputs, those before an error, and the error', async () => {
    const lines = [
      { filter: '.[]', input: [1, 2] },
      { filter: '.[] | 1 / .', input: [1, 0, 2] },
      { filter: '.a |', input: null },
      { filter: '[range(1e9)]', input: null },
      { filter: 'empty', input: null },
    ];
    const answers = await batch(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(answers).toEqual([
      { outputs: [1, 2] },
      { outputs: [1], error: 'number (1) and number (0) cannot be divided because the divisor is zero' },
      { outputs: [], error: expect.stringContaining('line 1, column 5') },
      { outputs: [], error: expect.stringContaining('100000 steps') },
      { outputs: [] },
    ]);
  });

  test('a bad line, an empty one and one without its members answer with an error, and the rest goes on', async () => {
    const answers = await batch('nope\n\n[1]\n{"input":1}\n{"filter":1,"input":1}\n{"filter":"."}\r\n{"filter":". + 1","input":1}');
    expect(answers).toEqual([
      ...Array.from({ length: 5 }, () => ({ outputs: [], error: expect.any(String) })),
      { outputs: [null] },
      { outputs: [2] },
    ]);
  });

  test('nothing in, nothing out', async () => {
    expect(await expr(['--batch'], '')).toMatchObject({ code: 0, out: [], errors: [] });
  });

  test('a line is answered before the next one arrives', async () => {
    const written: string[] = [];
    const seen: number[] = [];
    await main(['expr', '--batch'], {
      stdin: (async function* () {
        for (let at = 0; at < 3; at += 1) {
          seen.push(written.length);
          yield '{"filter":".","input":1}\n';
        }
      })(),
      stdout: (text) => void written.push(text),
      stderr: () => undefined,
      readFile: () => Promise.reject(new Error('expr reads no file')),
      env: {},
    });
    expect(seen).toEqual([0, 1, 2]);
  });

  test.each([
    ['.', 20_000],
    ['[.] | length', 20_000],
    ['.. | numbers', 20_000],
    ['tojson', 200_000],
    ['. == .', 200_000],
    ['.', 200_000],
  ])('%s on an input nested %i deep gets its line', async (filter, depth) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const { out } = await expr(['--batch'], `{"filter":${JSON.stringify(filter)},"input":${deep}}\n{"filter":"1"}\n`);
    expect(out).toHaveLength(2);
    expect(out[1]).toBe('{"outputs":[1]}');
  });
});
