// `aix inspect`: one JSON object in, one out; errors by name with the exit codes of the contract; batches in order, a bad line no stop.
import { describe, expect, it } from 'vitest';
import type { CommandIo } from '../../functions/cli/command-io.ts';
import { main } from '../../functions/cli/main.ts';
import { hasDeepPcb, pcbPairs } from './deeppcb.ts';

interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly error:
    | { readonly code: string; readonly issues?: readonly { readonly path: string; readonly code: string; readonly line?: number }[] }
    | undefined;
}

async function inspect(args: readonly string[], stdin: string | readonly string[] = ''): Promise<Outcome> {
  let [out, err] = ['', ''];
  const io: CommandIo = {
    stdin: (async function* () {
      yield* typeof stdin === 'string' ? [stdin] : stdin;
    })(),
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    readFile: () => Promise.reject(new Error('not used')),
    env: {},
  };
  const exit = await main(['inspect', ...args], io);
  return { exit, out, error: err === '' ? undefined : (JSON.parse(err) as { error: NonNullable<Outcome['error']> }).error };
}

const ask = (subject: string, request: unknown) => inspect([subject], JSON.stringify(request));

describe('aix inspect', () => {
  it('answers each subject with one JSON object on stdout and exit 0', async () => {
    const chart = await ask('control-chart', { chart: 'c', data: [16, 14, 28, 16], rules: 'nelson' });
    expect([chart.exit, chart.error]).toEqual([0, undefined]);
    expect(chart.out.trim().split('\n')).toHaveLength(1);
    expect(Object.keys(JSON.parse(chart.out) as object)).toEqual([
      'center',
      'sigma',
      'ucl',
      'lcl',
      'points',
      'signals',
      'spread',
      'warnings',
    ]);
    const plan = await ask('acceptance-sampling', { lotSize: 500, aql: 2.5 });
    expect(JSON.parse(plan.out)).toEqual({ codeLetter: 'H', sampleSize: 50, accept: 3, reject: 4, inspectAll: false, warnings: [] });
    expect(JSON.parse((await ask('capability', { data: [1, 2, 3, 2, 1], usl: 9 })).out)).toMatchObject({ cp: null, degreesOfFreedom: 4 });
    const rows = [1, 2].flatMap((part) => [1, 2].map((trial) => ({ part, operator: 'A', trial, value: part + trial / 10 })));
    expect(JSON.parse((await ask('gauge-study', { method: 'average-range', data: rows })).out)).toHaveProperty(
      'percentStudyVariation.gaugeRr',
    );
    expect(JSON.parse((await ask('pareto', { items: [{ code: 'a', count: 1 }] })).out)).toMatchObject({ total: 1 });
  });
  it('a request cut into chunks anywhere is read whole', async () => {
    const text = JSON.stringify({ chart: 'i-mr', data: [1, 2, 4] });
    expect((await inspect(['control-chart'], text.split(/(?<=[0-9a-z])/))).exit).toBe(0);
  });
  it.each([
    ['{"chart":"i-mr","data":[1,NaN]}', '', 'not-json'],
    ['', '', 'no-input'],
    ['{"chart":"i-mr","data":[1,2],"x":1}', '/x', 'unknown-key'],
    ['{"chart":"i-mr","data":[1]}', '/data', 'too-few-points'],
    ['[]', '', 'not-an-object'],
  ])('%j is invalid: exit 2, nothing on stdout, the issue on stderr', async (stdin, path, code) => {
    const { exit, out, error } = await inspect(['control-chart'], stdin);
    expect([exit, out, error?.code, error?.issues?.[0]]).toMatchObject([2, '', 'invalid', { path, code }]);
  });
  it('a fault in the JSON text names its line', async () => {
    expect((await inspect(['control-chart'], '{"chart":"c",\n"data":[1 2]}')).error?.issues?.[0]?.line).toBe(2);
  });
  it.each([
    [[]],
    [['x-ray']],
    [['control-chart', 'extra']],
    [['image-compare', '--golden', 'a.png']],
    [['image-compare', '--batch', '--image', 'x']],
  ])('usage %j exits 1', async (args) => {
    const { exit, error } = await inspect(args);
    expect([exit, error?.code]).toEqual([1, 'usage']);
  });
  it('an absent picture is unreadable: exit 1', async () => {
    const { exit, error } = await inspect(['image-compare', '--golden', '/nowhere/a.png', '--image', '/nowhere/b.png']);
    expect([exit, error?.code, error?.issues?.[0]?.path]).toEqual([1, 'unreadable', '/golden']);
  });
  it.skipIf(!hasDeepPcb)('a batch answers in order, line by line, over bad lines (needs ../shared/data/deeppcb)', async () => {
    const pairs = pcbPairs('all').slice(0, 3);
    const lines = pairs.flatMap(({ golden, image }) => [
      JSON.stringify({ golden, image }),
      'not json',
      JSON.stringify({ golden, image: golden }),
      '{"golden":1}',
    ]);
    const { exit, out } = await inspect(['image-compare', '--batch'], lines.join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict?: string; error?: { code: string } });
    expect(exit).toBe(0);
    expect(answers.map((answer) => answer.verdict ?? answer.error?.code)).toEqual(pairs.flatMap(() => ['ng', 'invalid', 'ok', 'invalid']));
  });
  it.skipIf(!hasDeepPcb)('one pair by flags, verdict ng, exit 0 (needs ../shared/data/deeppcb)', async () => {
    const [pair] = pcbPairs('all');
    const { exit, out } = await inspect(['image-compare', '--golden', pair?.golden ?? '', '--image', pair?.image ?? '']);
    expect([exit, JSON.parse(out)]).toMatchObject([0, { verdict: 'ng', shift: { x: -1, y: 0 } }]);
  });
});
