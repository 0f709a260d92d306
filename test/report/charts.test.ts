// The drawn charts: what must be in the picture, that it is valid, finite and escaped, and that long series stay small.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import { barsSvg } from '../../workflows/report/svg/bars.ts';
import { controlChartSvg } from '../../workflows/report/svg/control-chart.ts';
import { histogramSvg } from '../../workflows/report/svg/histogram.ts';
import { paretoRows, paretoSvg } from '../../workflows/report/svg/pareto.ts';
import { indexTicks, linearScale, roundTicks } from '../../workflows/report/svg/scale.ts';
import { layOutLane, signalMarks } from '../../workflows/report/svg/signal-lane.ts';
import { textWidth } from '../../workflows/report/svg/svg-element.ts';
import { thinPoints } from '../../workflows/report/svg/thin-points.ts';
import { runMedian, trendSvg } from '../../workflows/report/svg/trend.ts';
import { juiceCans, viscosity } from './report-samples.ts';

/** Well-formed enough for both readers: tags balanced, no bare ampersand, no NaN. */
function expectValid(svg: string): void {
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
  const open: string[] = [];
  for (const [, close, name, , self] of svg.matchAll(/<(\/?)([a-z]+)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
    if (self) continue;
    if (close) expect(open.pop()).toBe(name);
    else open.push(name ?? '');
  }
  expect(open).toEqual([]);
}

describe('control chart', () => {
  const result = controlChart({ chart: 'i-mr', data: viscosity, rules: 'nelson' });
  const svg = controlChartSvg(result, { title: '점도', lang: 'ko', chart: 'i-mr', unit: 'cSt' });

  it('shows limits by name and value, zones, both panels, and every signal by shape and rule', () => {
    expectValid(svg);
    for (const text of ['UCL 35.611', 'LCL 32.565', 'CL 34.088', '>A<', '>B<', '>C<', '측정값 (cSt)', '이동 범위', '>N1<'])
      expect(svg).toContain(text);
    expect(svg.match(/data-signal/g)).toHaveLength(
      new Set([...result.signals.map((signal) => signal.index), ...(result.spread?.signals ?? []).map((signal) => `s${signal.index}`)])
        .size,
    );
  });

  it('is named and described for those who cannot see it', () => {
    expect(svg).toMatch(/role="img" aria-label="점도"><title>점도<\/title><desc>20점의 관리도, CL 34\.088/);
    expect(svg).toContain('4 (N1)');
  });

  it('marks points left out of the limits by a cross and does not test them', () => {
    const without = controlChart({ chart: 'i-mr', data: viscosity, rules: 'nelson', exclude: [4] });
    const drawn = controlChartSvg(without, { title: 't', lang: 'en', chart: 'i-mr', excluded: [4] });
    expect(drawn.match(/data-excluded/g)?.length).toBeGreaterThanOrEqual(1);
    expect(drawn).toContain('left out of the limits');
  });

  it('draws limits that differ by point as steps', () => {
    const varying = controlChart({
      chart: 'p',
      data: { counts: juiceCans, sizes: juiceCans.map((_, index) => 40 + index) },
      rules: 'shewhart',
    });
    const drawn = controlChartSvg(varying, { title: 'p', lang: 'en', chart: 'p' });
    expectValid(drawn);
    expect(/<path d="([^"]*)"[^>]*data-line="UCL"/.exec(drawn)?.[1]?.split('L').length).toBeGreaterThan(30);
  });

  it('draws CUSUM with both sums and the decision interval', () => {
    const data = [
      324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325, 327.25, 327.825,
      328.5,
    ];
    const drawn = controlChartSvg(controlChart({ chart: 'cusum', data, target: 325, sigma: 1, k: 0.3175, h: 4.1959 }), {
      title: 'c',
      lang: 'en',
      chart: 'cusum',
    });
    expectValid(drawn);
    expect(drawn).toContain('+H 4.1959');
  });

  /** The same values on every machine; independent enough for a process in control. */
  const noise = (count: number): number[] => {
    let seed = 42;
    return Array.from({ length: count }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return 10 + seed / 2_147_483_648;
    });
  };

  it('of 10,000 points is thinned below 60 KB, with limits, extremes and signals kept', () => {
    const data = noise(10_000);
    data[5000] = 25;
    data[9999] = -5;
    const long = controlChart({ chart: 'i-mr', data, rules: 'shewhart' });
    const drawn = controlChartSvg(long, { title: 'long', lang: 'en', chart: 'i-mr' });
    expectValid(drawn);
    expect(drawn.length).toBeLessThan(60_000);
    expect(drawn).toContain('data-line="UCL"');
    const marked = new Set([...long.signals.map((signal) => signal.index), ...(long.spread?.signals ?? []).map((signal) => -signal.index)]);
    expect(drawn.match(/data-signal/g)).toHaveLength(marked.size);
  });

  it('of 10,000 points that are all signals stays below 150 KB and still shows them', () => {
    const points = noise(10_000).map((value, index) => value + (index % 2 === 0 ? 10 : -10));
    const signals = points.map((_, index) => ({ index: index + 1, rule: 'beyond' as const }));
    const drawn = controlChartSvg(
      { center: 10, sigma: 1, ucl: 13, lcl: 7, points, signals, spread: null, warnings: [] },
      { title: 'wild', lang: 'en' },
    );
    expectValid(drawn);
    expect(drawn.length).toBeLessThan(150_000);
    expect(drawn.match(/data-signal/g)?.length).toBeGreaterThan(200);
  });

  it.each([[[5]], [[5, 5, 5]], [[1.7e308, -1.7e308]], [[0, 0]], [[1e-9, 2e-9, 3e-9]], [[1e12, 2e12]]])('of %j is valid', (points) => {
    expectValid(
      controlChartSvg(
        { center: points[0] ?? 0, sigma: 0, ucl: points[0] ?? 0, lcl: points[0] ?? 0, points, signals: [], spread: null, warnings: [] },
        { title: 't', lang: 'en' },
      ),
    );
  });

  it('stays valid for any points, limits, signals and labels', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        value,
        fc.array(
          fc.record({ index: fc.integer({ min: 1, max: 60 }), rule: fc.constantFrom('N1' as const, 'W4' as const, 'beyond' as const) }),
          { maxLength: 30 },
        ),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (points, ucl, signals, title) => {
          expectValid(
            controlChartSvg(
              { center: 0, sigma: 1, ucl, lcl: -1, points, signals, spread: null, warnings: [] },
              { title, unit: title, lang: 'ko', width: 330, pointLabels: points.map(() => title) },
            ),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('names of rules above the points', () => {
  it('never overlap in a row, and those without room are counted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 120 }), (indexes) => {
        const marks = signalMarks(indexes.map((index) => ({ index, rule: index % 3 === 0 ? 'N1' : 'N2' })));
        const lane = layOutLane(
          marks,
          (index) => 60 + index * 2,
          (rule) => rule,
          660,
        );
        const rows = new Map<number, number>();
        for (const label of [...lane.labels].sort((a, b) => a.from - b.from)) {
          const half = textWidth(label.text, 10) / 2;
          const middle = Math.min((label.from + label.to) / 2, 660 - half);
          expect(Math.min(label.from, middle - half)).toBeGreaterThanOrEqual(rows.get(label.row) ?? -Infinity);
          rows.set(label.row, Math.max(label.to, middle + half));
        }
        const named = lane.labels.reduce((sum, label) => sum + Math.round((label.to - label.from) / 2) + 1, 0);
        expect(named + lane.unnamed).toBe(marks.length);
      }),
    );
  });
});

describe('Pareto', () => {
  it('sorts by count, puts "other" last whatever its size, and ends at 100 %', () => {
    const rows = paretoRows(
      [
        { name: 'b', count: 2 },
        { name: '기타', count: 50, other: true },
        { name: 'a', count: 9 },
        { name: 'none', count: 0 },
      ],
      '기타',
    );
    expect(rows.map((row) => row.name)).toEqual(['a', 'b', '기타']);
    expect(rows.at(-1)?.cumulative).toBeCloseTo(1, 12);
  });

  it('joins what is beyond ten rows, and loses no count', () => {
    const items = Array.from({ length: 30 }, (_, index) => ({ name: `d${index}`, count: index + 1 }));
    const rows = paretoRows(items, 'Other');
    expect(rows).toHaveLength(10);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(465);
  });

  it('is valid with no defects, one, and long Korean names', () => {
    for (const items of [
      [],
      [{ name: 'x', count: 1 }],
      [
        { name: '매우 긴 불량 이름이 두 줄을 넘어 잘려야 하는 경우', count: 3 },
        { name: '<b>', count: 2 },
      ],
    ])
      expectValid(paretoSvg(items, { title: 'p', lang: 'ko' }));
  });
});

describe('histogram', () => {
  it('shows limits and target by name and counts every value once', () => {
    const svg = histogramSvg(viscosity, { title: 'h', lang: 'en', lsl: 32, usl: 36, target: 34, unit: 'cSt' });
    expectValid(svg);
    for (const text of ['LSL 32', 'USL 36', 'Target 34', 'N = 20']) expect(svg).toContain(text);
    const counts = [...svg.matchAll(/data-count="(\d+)"/g)].reduce((sum, match) => sum + Number(match[1]), 0);
    expect(counts).toBe(20);
  });

  it.each([[[]], [[1]], [[2, 2, 2]]])('of %j is valid', (values) => expectValid(histogramSvg(values, { title: 'h', lang: 'ko' })));
});

describe('trend and bars', () => {
  it('leave a gap where a value is missing', () => {
    const svg = trendSvg({ values: [1, 2, null, 4, 5], targets: 3 }, { title: 't', lang: 'en', valueName: 'PPM' });
    expectValid(svg);
    expect(svg.match(/stroke-linejoin/g)).toHaveLength(2);
  });

  it('are valid without data, and say why a bar is missing', () => {
    expectValid(trendSvg({ values: [] }, { title: 't', lang: 'ko', valueName: 'v' }));
    expectValid(barsSvg([], { title: 'b', lang: 'ko' }));
    const svg = barsSvg([{ name: 'OEE', value: null, text: 'n/a (nothing to divide by)' }], { title: 'b', lang: 'en', max: 1 });
    expect(svg).toContain('n/a (nothing to divide by)');
  });

  it('the centre of a run chart is the median of what is there', () => {
    expect(runMedian([3, null, 1, 2])).toBe(2);
    expect(runMedian([1, 2, 3, 10])).toBe(2.5);
    expect(runMedian([null])).toBeUndefined();
  });
});

describe('axes and thinning', () => {
  it('ticks are round, inside the span and evenly apart', () => {
    expect(roundTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(roundTicks(32.5, 36.1, 5)).toEqual([33, 34, 35, 36]);
    expect(indexTicks(34, 18)).toEqual(
      [1, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34].filter((tick) => tick === 1 || tick % 2 === 0),
    );
  });

  it('a scale maps its ends to its pixels and never collapses', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 20 }), fc.boolean(), (values, zero) => {
        const scale = linearScale(values, 200, 20, { zero });
        expect(scale.max).toBeGreaterThan(scale.min);
        for (const value of values) expect(scale.at(value)).toSatisfy((y: number) => y >= 20 - 1e-6 && y <= 200 + 1e-6);
      }),
    );
  });

  it('thinning keeps the ends, the extremes and whatever is asked for', () => {
    const values = Array.from({ length: 5000 }, (_, index) => Math.sin(index));
    values[1234] = 9;
    const kept = thinPoints(values, 400, new Set([777]));
    expect(kept.length).toBeLessThan(450);
    for (const index of [0, 777, 1234, 4999]) expect(kept).toContain(index);
    expect(thinPoints([1, null, 3], 10, new Set())).toEqual([0, 2]);
  });
});
