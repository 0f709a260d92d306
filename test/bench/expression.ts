// Expressions: the two cases that every run of every workflow pays for, beside jqjs and jq itself (WebAssembly). Medians of rounds.
import { compile as compileJqjs } from '@michaelhomer/jqjs';
import { loadJq } from 'jq-wasm';
import { compile, evaluate } from '../../workflows/expression/program.ts';
import { median } from './statistics.ts';

const ROUNDS = 15;

interface Case {
  readonly name: string;
  readonly filter: string;
  readonly input: object;
  readonly repeats: number;
  readonly targetMicroseconds: number;
}

const CASES: readonly Case[] = [
  { name: '.a.b[3].c', filter: '.a.b[3].c', input: { a: { b: [0, 1, 2, { c: 5 }] } }, repeats: 20_000, targetMicroseconds: 2 },
  {
    name: 'map(select()) over 200 objects',
    filter: 'map(select(.defects > 3))',
    input: Array.from({ length: 200 }, (_, index) => ({ lot: `L${index}`, defects: index % 7, line: 'A', shift: 2 })),
    repeats: 200,
    targetMicroseconds: 150,
  },
];

/** Prints one line per case and engine: the median in microseconds an evaluation, and the target of ours. */
export async function benchExpression(): Promise<void> {
  const jq = await loadJq();
  for (const { name, filter, input, repeats, targetMicroseconds } of CASES) {
    const program = compile(filter);
    const json = JSON.parse(JSON.stringify(input)) as never;
    const ours = measure(repeats, () => evaluate(program, json));
    const wasm = measure(Math.max(5, repeats / 1000), () => jq.json(input, filter));
    const other = compileJqjs(filter);
    const theirs = measure(Math.max(20, repeats / 20), () => [...other(json)]);
    console.log(
      `${name}: ${micro(ours)} (target ${targetMicroseconds} µs); ${jq.version} by jq-wasm ${micro(wasm)}; jqjs ${micro(theirs)}`,
    );
  }
}

function measure(repeats: number, run: () => unknown): number {
  for (let warm = 0; warm < repeats; warm += 1) run();
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (let index = 0; index < repeats; index += 1) run();
    return ((performance.now() - start) * 1000) / repeats;
  });
  return median(times);
}

function micro(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} µs`;
}
