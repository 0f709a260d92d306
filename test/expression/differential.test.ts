// The evaluator and jq itself must agree on random programs: the same outputs, the same failure, or a known difference.
// AIX_FUZZ_CASES raises the number of programs, AIX_FUZZ_SEED moves the window.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { printJson, runFilter } from '../../workflows/expression/batch.ts';
import { explain } from '../conformance/known-differences.ts';
import { createOracle, type Oracle } from './oracle.ts';
import { randomCase } from './random-program.ts';

const CASES = Number(process.env['AIX_FUZZ_CASES'] ?? 300);
const SEED = Number(process.env['AIX_FUZZ_SEED'] ?? 1);

describe('random programs', () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await createOracle();
    console.log(`differential partner: ${oracle.version}, ${CASES} programs from seed ${SEED}`);
  });

  test('the partner is jq 1.8', () => {
    expect(oracle.version).toMatch(/^jq-1\.8/);
  });

  test(`${CASES} random programs agree with jq or are known differences`, { timeout: 600_000 }, () => {
    const disagreements: string[] = [];
    let known = 0;
    for (let seed = SEED; seed < SEED + CASES; seed += 1) {
      const complaint = disagreement(oracle, seed);
      if (complaint === undefined) continue;
      if (explain(complaint) !== undefined) known += 1;
      else disagreements.push(`seed ${seed}: ${complaint}`);
    }
    console.log(`agreed ${CASES - known - disagreements.length}, known differences ${known}, others ${disagreements.length}`);
    expect(disagreements).toEqual([]);
  });
});

function disagreement(oracle: Oracle, seed: number): string | undefined {
  const { program, input } = randomCase(seed);
  const ours = runFilter(program, JSON.parse(input) as Json, {}, { budget: { depth: 200 } });
  // What our budget cuts off may run for ever in jq, which has none.
  if (/^The (expression|outputs?) /.test(ours.error ?? '')) return undefined;
  const theirs = oracle.ask(program, input);
  const left = ours.outputs.map((output) => plain(printJson(output)));
  const right = theirs.outputs.map(plain);
  const failsAlike = (ours.error === undefined) === (theirs.error === undefined);
  const saysAlike = theirs.isSyntaxError || plainMessage(ours.error) === plainMessage(theirs.error);
  if (failsAlike && saysAlike && left.join('\n') === right.join('\n')) return undefined;
  return `${program}   on ${input}\n  ours   ${left.join(' ')} ${ours.error ?? ''}\n  theirs ${right.join(' ')} ${theirs.error ?? ''}`;
}

/** jq prints unchanged literals with their digits (1.0, 1E+2); as doubles they are the same. */
function plain(line: string): string {
  return line.replace(/(?<!["\w])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (digits) => String(Number(digits)));
}

function plainMessage(message: string | undefined): string | undefined {
  return message === undefined ? undefined : plain(message.replace('(not a string): ', '').trim());
}
