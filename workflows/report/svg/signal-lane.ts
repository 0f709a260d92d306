// The strip above a control chart that names the rule of every marked point: neighbours with the same rules share one bracketed label,
// labels that would touch move to the next row, and what finds no room is counted instead of painted over.
import { chartText, stroke } from './paint.ts';
import { element, textWidth } from './svg-element.ts';

export interface SignalMark {
  /** 0-based position. */
  readonly index: number;
  readonly rules: readonly string[];
}

export interface LaneLabel {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly row: number;
}

export interface SignalLane {
  readonly labels: readonly LaneLabel[];
  readonly rows: number;
  /** Signals whose name found no room; the table of signals has them all. */
  readonly unnamed: number;
}

const rowHeight = 13;
const labelSize = 10;
const mostRows = 3;

/** Joins the rules of each point, in order of points. */
export function signalMarks(signals: readonly { readonly index: number; readonly rule: string }[]): SignalMark[] {
  const byIndex = new Map<number, string[]>();
  for (const signal of signals) {
    const rules = byIndex.get(signal.index - 1) ?? [];
    if (!rules.includes(signal.rule)) rules.push(signal.rule);
    byIndex.set(signal.index - 1, rules);
  }
  return [...byIndex].map(([index, rules]) => ({ index, rules })).sort((a, b) => a.index - b.index);
}

/** Lays the labels out in rows; `at` gives the pixel of a position, `nameOf` the word for a rule. */
export function layOutLane(
  marks: readonly SignalMark[],
  at: (index: number) => number,
  nameOf: (rule: string) => string,
  right: number,
): SignalLane {
  const ends: number[] = [];
  const labels: LaneLabel[] = [];
  let unnamed = 0;
  for (const run of runsOf(marks, nameOf)) {
    const from = at(run.first);
    const to = at(run.last);
    const half = textWidth(run.text, labelSize) / 2 + 2;
    const middle = Math.min((from + to) / 2, right - half);
    const start = Math.min(from, middle - half);
    const row = [0, 1, 2].find((candidate) => (ends[candidate] ?? -Infinity) + 3 <= start);
    if (row === undefined) {
      unnamed += run.count;
      continue;
    }
    ends[row] = Math.max(to, middle + half);
    labels.push({ text: run.text, from, to, row });
  }
  return { labels, rows: Math.min(mostRows, ends.length), unnamed };
}

interface Run {
  text: string;
  first: number;
  last: number;
  count: number;
}

function runsOf(marks: readonly SignalMark[], nameOf: (rule: string) => string): Run[] {
  const runs: Run[] = [];
  for (const mark of marks) {
    const text = mark.rules.map(nameOf).join(' ');
    const last = runs.at(-1);
    if (last && last.last + 1 === mark.index && last.text === text) {
      last.last = mark.index;
      last.count += 1;
    } else {
      runs.push({ text, first: mark.index, last: mark.index, count: 1 });
    }
  }
  return runs;
}

/** Height that a lane takes above the plot. */
export function laneHeight(lane: SignalLane): number {
  return lane.rows === 0 && lane.unnamed === 0 ? 0 : Math.max(1, lane.rows) * rowHeight + 5;
}

/** Draws the lane so that its bottom lies at `bottom`; row 0 is nearest to the plot. */
export function drawLane(lane: SignalLane, bottom: number, right: number, unnamedText: string): string {
  const labels = lane.labels.map((label) => {
    const y = bottom - 5 - label.row * rowHeight;
    const half = textWidth(label.text, labelSize) / 2;
    const middle = Math.min((label.from + label.to) / 2, right - half);
    const bracket = label.to > label.from ? element('path', { d: `M${label.from} ${y + 2.5}H${label.to}`, ...stroke('signal', 1.2) }) : '';
    return chartText(middle, y, label.text, { size: labelSize, anchor: 'middle', bold: true, ink: 'signal' }) + bracket;
  });
  const rest = lane.unnamed > 0 ? chartText(right + 6, bottom - 5, unnamedText, { size: labelSize, bold: true, ink: 'signal' }) : '';
  return labels.join('') + rest;
}
