// The published answers of NIST and Montgomery, to the printed digit.
import { describe, expect, it } from 'vitest';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import * as data from './published-data.ts';
import { expectClose } from './published-data.ts';

const indices = (signals: readonly { readonly index: number }[]): number[] => signals.map((signal) => signal.index);

describe('variables charts reproduce published answers', () => {
  it('D1, NIST individuals', () => {
    const result = controlChart({ chart: 'i-mr', data: data.d1Individuals });
    expectClose(result.center, 50.81);
    expectClose(result.ucl, 55.8041);
    expectClose(result.lcl, 45.8159);
    expectClose(result.spread?.center, 1.8778);
    expectClose(result.spread?.ucl, 6.1347);
    expect(result.signals).toEqual([]);
    expect(result.spread?.signals).toEqual([]);
  });
  it('D2, NIST EWMA with asymptotic limits', () => {
    const result = controlChart({
      chart: 'ewma',
      data: data.d2Ewma,
      lambda: 0.3,
      target: 50,
      sigma: 2.0539,
      limitWidth: 3,
      limits: 'asymptotic',
    });
    expect(result.points.map((point) => Number(point.toFixed(2)))).toEqual(data.d2Answer);
    expectClose(result.ucl, 52.5884);
    expectClose(result.lcl, 47.4115);
    expect(result.signals).toEqual([]);
  });
  it('D3, NIST CUSUM in data units', () => {
    const result = controlChart({ chart: 'cusum', data: data.d3Cusum, target: 325, sigma: 1, k: 0.3175, h: 4.1959 });
    expect(result.upper.slice(12).map((value) => Number(value.toFixed(2)))).toEqual([3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.0, 19.04]);
    expect(Number(Math.max(...result.lower).toFixed(2))).toBe(Number((result.lower[7] ?? 0).toFixed(2)));
    expectClose(Number((result.lower[7] ?? 0).toFixed(2)), 0.72);
    expect(result.signals).toEqual([14, 15, 16, 17, 18, 19, 20].map((index) => ({ index, rule: 'beyond' })));
  });
  it('D8, viscosity: limits, exclusion, known sigma', () => {
    const all = controlChart({ chart: 'i-mr', data: data.d8Viscosity });
    expectClose(all.center, 34.088);
    expectClose(all.sigma, 0.5076521);
    expectClose(all.lcl, 32.56504);
    expectClose(all.ucl, 35.61096);
    expect(indices(all.signals)).toEqual([4]);
    const known = controlChart({ chart: 'i-mr', data: data.d8Viscosity, sigma: 0.5769854 });
    expectClose(known.lcl, 32.35704);
    expectClose(known.ucl, 35.81896);
    const dropped = controlChart({ chart: 'i-mr', data: data.d8Viscosity, exclude: [4] });
    expectClose(dropped.center, 33.98947);
    expectClose(dropped.sigma, 0.4117415);
    expectClose(dropped.lcl, 32.75425);
    expectClose(dropped.ucl, 35.2247);
    expect(dropped.signals).toEqual([]);
    expect(dropped.points).toHaveLength(20);
  });
  it('D8, the joined series on the frozen baseline', () => {
    const joined = [...data.d8Viscosity.filter((_, at) => at !== 3), ...data.d8New];
    const result = controlChart({
      chart: 'i-mr',
      data: joined,
      rules: 'western-electric',
      baseline: { center: 33.98947, sigma: 0.4117415 },
    });
    const at = (rule: string): number[] => indices(result.signals.filter((signal) => signal.rule === rule));
    expect(at('W1')).toEqual([27]);
    expect(at('W3')).toEqual([27, 28, 29, 30, 32, 33, 34]);
    expect(at('W4')).toEqual([31, 32, 33, 34]);
  });
});

describe('attribute charts reproduce published answers', () => {
  it('D4, NIST c chart: a point on the limit is not beyond it', () => {
    const result = controlChart({ chart: 'c', data: data.d4Wafers });
    expect([result.center, result.ucl, result.lcl]).toEqual([16, 28, 4]);
    expect(result.signals).toEqual([{ index: 24, rule: 'beyond' }]);
  });
  it('D5, orange juice cans on p and np', () => {
    const sized = { counts: data.d5OrangeJuice, sizes: 50 };
    const p = controlChart({ chart: 'p', data: sized });
    expectClose(p.center, 0.2313333);
    expectClose(p.lcl, 0.05242755);
    expectClose(p.ucl, 0.4102391);
    expect(p.sigma).toBeNull();
    expect(indices(p.signals)).toEqual([15, 23]);
    const np = controlChart({ chart: 'np', data: sized });
    expectClose(np.center, 11.56667);
    expectClose(np.lcl, 2.621377);
    expectClose(np.ucl, 20.51196);
    const dropped = controlChart({ chart: 'p', data: sized, exclude: [15, 23] });
    expectClose(dropped.center, 0.215);
    expectClose(dropped.lcl, 0.04070284);
    expectClose(dropped.ucl, 0.3892972);
    expect(indices(dropped.signals)).toEqual([21]);
    const next = controlChart({ chart: 'p', data: { counts: data.d5New, sizes: 50 } });
    expectClose(next.center, 0.1108333);
    expect(next.lcl).toBe(0);
    expectClose(next.ucl, 0.2440207);
  });
  it('D6, circuit boards on c and u', () => {
    const c = controlChart({ chart: 'c', data: data.d6Boards });
    expectClose(c.center, 19.84615);
    expectClose(c.lcl, 6.481447);
    expectClose(c.ucl, 33.21086);
    expect(indices(c.signals)).toEqual([6, 20]);
    const dropped = controlChart({ chart: 'c', data: data.d6Boards, exclude: [6, 20] });
    expectClose(dropped.center, 19.66667);
    expectClose(dropped.lcl, 6.362532);
    expectClose(dropped.ucl, 32.9708);
    const u = controlChart({ chart: 'u', data: { counts: data.d6Boards, sizes: 100 }, exclude: [6, 20] });
    expectClose(u.center, 0.1966667);
    expectClose(u.lcl, 0.06362532);
    expectClose(u.ucl, 0.329708);
    const next = controlChart({ chart: 'c', data: data.d6New, baseline: { center: dropped.center } });
    expect(next.signals).toEqual([]);
  });
  it('D7, personal computers and dyed cloth on u', () => {
    const computers = controlChart({ chart: 'u', data: { counts: data.d7Computers, sizes: 5 } });
    expectClose(computers.center, 1.93);
    expectClose(computers.lcl, 0.06613305);
    expectClose(computers.ucl, 3.793867);
    const cloth = controlChart({ chart: 'u', data: data.d7Cloth });
    expectClose(cloth.center, 1.42326);
    const limits = (at: number): [unknown, unknown] => [(cloth.lcl as number[])[at], (cloth.ucl as number[])[at]];
    const published: readonly [number, number, number][] = [
      [0, 0.2915, 2.555],
      [1, 0.1579, 2.6886],
      [2, 0.4306, 2.4159],
    ];
    for (const [at, lower, upper] of published) {
      const [lcl, ucl] = limits(at);
      expectClose(lcl, lower);
      expectClose(ucl, upper);
    }
    expect(cloth.signals).toEqual([]);
  });
});
