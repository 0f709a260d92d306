// Every rule fires exactly where its definition says, and nowhere else.
import { describe, expect, it } from 'vitest';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import { runRules } from '../../workflows/quality/run-rules.ts';

const list = (text: string): number[] => text.split(' ').map(Number);
const vectors: readonly [string, string, number][] = [
  ['N1', '0 .5 3.1 -.2', 3],
  ['N2', '.1 .4 .2 .6 .3 .5 .2 .7 .1', 9],
  ['N3', '-.6 -.3 -.1 .2 .4 .7', 6],
  ['N4', '.5 -.5 .6 -.4 .3 -.6 .4 -.3 .7 -.2 .5 -.6 .2 -.4', 14],
  ['N5', '0 2.2 .3 2.4', 4],
  ['N6', '1.2 1.4 .2 1.1 1.3', 5],
  ['N7', '.5 .2 -.3 -.6 .4 .7 -.2 -.5 .1 .3 -.4 -.1 .6 .2 -.7', 15],
  ['N8', '1.2 -1.2 -1.3 1.4 -1.1 1.5 1.2 -1.4', 8],
];

describe('run rules', () => {
  it.each(vectors)('%s alone fires on its vector, at its point', (rule, z, index) => {
    expect(runRules(list(z), 'nelson')).toEqual([{ index, rule }]);
  });
  it('W4 fires at 8 and 9 where N2 fires at 9', () => {
    expect(runRules(list('.1 .4 .2 .6 .3 .5 .2 .7 .1'), 'western-electric')).toEqual([
      { index: 8, rule: 'W4' },
      { index: 9, rule: 'W4' },
    ]);
  });
  it('nothing fires on ordinary points', () => {
    const z = list('.3 -1.4 .8 1.9 -.6 -.2 1.1 -2.3 .4 .9 -.8 .1');
    for (const rules of ['none', 'shewhart', 'western-electric', 'nelson'] as const) expect(runRules(z, rules)).toEqual([]);
  });
  it('a point on the centre line breaks a run', () => {
    expect(runRules(list('.1 .4 .2 .6 0 .5 .2 .7 .1 .3'), 'nelson')).toEqual([]);
  });
  it('equal neighbours break a trend', () => {
    expect(runRules(list('-.6 -.3 -.1 -.1 .4 .7'), 'nelson')).toEqual([]);
  });
  it('the completing point itself must be beyond', () => {
    expect(runRules(list('2.2 2.4 .1'), 'western-electric')).toEqual([{ index: 2, rule: 'W2' }]);
  });
  it('the trend length is a setting', () => {
    expect(runRules(list('-.6 -.3 -.1 .2 .4 .7'), 'nelson', 7)).toEqual([]);
    expect(runRules(list('-.6 -.3 -.1 .2 .4 .7 .8'), 'nelson', 7)).toEqual([{ index: 7, rule: 'N3' }]);
    const chart = controlChart({
      chart: 'i-mr',
      data: list('1 2 3 4 5'),
      rules: 'nelson',
      trendLength: 5,
      baseline: { center: 3, sigma: 10 },
    });
    expect(chart.signals).toEqual([{ index: 5, rule: 'N3' }]);
  });
  it('the single-point rule carries its name in each rule set', () => {
    const names = (['shewhart', 'western-electric', 'nelson'] as const).map((rules) => runRules([0, 4], rules)[0]?.rule);
    expect(names).toEqual(['beyond', 'W1', 'N1']);
  });
  it('signals keep the position in the data when points are excluded', () => {
    const chart = controlChart({ chart: 'i-mr', data: [0, 9, 0.5, 3.1], exclude: [2], baseline: { center: 0, sigma: 1 } });
    expect(chart.signals).toEqual([{ index: 4, rule: 'beyond' }]);
  });
});
