// Report time. The named other of a chart is the same picture by echarts (server side, SVG), of a PDF the HTML of the same report.
import { init, type EChartsCoreOption } from 'echarts';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import { renderReport } from '../../workflows/report/render-report.ts';
import type { ReportFormat, ReportRequest } from '../../workflows/report/report-request.ts';
import { controlChartSvg } from '../../workflows/report/svg/control-chart.ts';
import { paretoSvg } from '../../workflows/report/svg/pareto.ts';
import { lotFacts, reportRequest, shiftFactsSample } from '../report/report-samples.ts';
import { median } from './statistics.ts';

const rounds = 9;
const defects = Array.from({ length: 10 }, (_, index) => ({ name: `결함 ${index}`, count: 100 - index * 9 }));

/** Prints medians of a report in each format, and of charts against echarts. */
export async function benchReport(): Promise<void> {
  compare(
    'Pareto of 10',
    () => paretoSvg(defects, { title: 'Pareto', lang: 'ko' }),
    () => echartsSvg(paretoOption()),
  );
  for (const count of [25, 10_000]) {
    const data = Array.from({ length: count }, (_, index) => 10 + Math.sin(index * 12.9898));
    const result = controlChart({ chart: 'i-mr', data, rules: 'none' });
    compare(
      `I-MR chart of ${count} points`,
      () => controlChartSvg(result, { title: 'I-MR', lang: 'ko', chart: 'i-mr' }),
      () => echartsSvg(lineOption(data)),
    );
  }
  for (const [name, request] of [
    ['lot report', reportRequest('lot-inspection', lotFacts())],
    ['shift report', reportRequest('shift-report', shiftFactsSample)],
  ] as const) {
    const html = await timeReport(request, ['html']);
    for (const format of ['pdf', 'xlsx', 'csv'] as const) {
      const other = await timeReport(request, [format]);
      console.log(
        `${name}, ${format}: ${other.milliseconds.toFixed(1)} ms, ${other.bytes} bytes; html: ${html.milliseconds.toFixed(1)} ms, ${html.bytes} bytes`,
      );
    }
  }
}

async function timeReport(request: ReportRequest, formats: readonly ReportFormat[]): Promise<{ milliseconds: number; bytes: number }> {
  let bytes = 0;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const { files } = await renderReport(request, { formats });
    times.push(performance.now() - started);
    bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  }
  return { milliseconds: median(times), bytes };
}

/** Runs both in turn, so that a busy machine slows them alike. */
function compare(name: string, own: () => string, other: () => string): void {
  const times: [number[], number[]] = [[], []];
  let size = 0;
  for (let round = 0; round < rounds; round++) {
    [own, other].forEach((draw, index) => {
      const started = performance.now();
      const svg = draw();
      times[index]?.push(performance.now() - started);
      if (index === 0) size = svg.length;
    });
  }
  const [mine, theirs] = times.map(median);
  console.log(
    `${name}: ${(mine ?? 0).toFixed(2)} ms (${size} characters), echarts ${(theirs ?? 0).toFixed(2)} ms, ratio ${((mine ?? 0) / (theirs ?? 1)).toFixed(3)}`,
  );
}

function echartsSvg(option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 300 });
  chart.setOption({ animation: false, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function paretoOption(): EChartsCoreOption {
  const total = defects.reduce((sum, defect) => sum + defect.count, 0);
  let sum = 0;
  const cumulative = defects.map((defect) => {
    sum += defect.count;
    return (sum / total) * 100;
  });
  return {
    xAxis: { type: 'category', data: defects.map((defect) => defect.name) },
    yAxis: [{ type: 'value' }, { type: 'value', max: 100 }],
    series: [
      { type: 'bar', data: defects.map((defect) => defect.count) },
      { type: 'line', yAxisIndex: 1, data: cumulative },
    ],
  };
}

function lineOption(data: readonly number[]): EChartsCoreOption {
  return { xAxis: { type: 'category' }, yAxis: { type: 'value' }, series: [{ type: 'line', data: [...data], sampling: 'lttb' }] };
}
