// Any leaf of the facts may be anything: a report still renders, and shows no NaN, Infinity or undefined.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { renderReport } from '../../workflows/report/render-report.ts';
import { gatheredFacts, lotFacts, processFacts, reportRequest, shiftFactsSample } from './report-samples.ts';

const bases: readonly (readonly [Parameters<typeof reportRequest>[0], Json])[] = [
  ['lot-inspection', lotFacts()],
  ['in-process', processFacts()],
  ['shift-report', shiftFactsSample],
  ['daily-quality', gatheredFacts],
  [
    '8d',
    {
      complaint: { opened: '2026-11-20T01:00:00Z' },
      d1: { team: [{ name: 'a' }] },
      d3: { actions: [{ action: 'x', done: true }] },
      d4: { escape: { cause: 'y' } },
    },
  ],
  [
    'coa',
    {
      certificate: { customer: 'c' },
      results: [{ characteristic: 'x', lsl: 1, usl: 2, value: 1.5, uncertainty: 0.1 }],
      signatory: { name: 'n' },
    },
  ],
  [
    'gauge-study',
    {
      result: { gaugeRr: 0.3, totalVariation: 1, percentStudyVariation: { gaugeRr: 30 }, ndc: 4, anova: { part: { df: 9, ss: 1, p: 0 } } },
    },
  ],
];
const leaf: fc.Arbitrary<Json> = fc.oneof(
  // Words of the check itself would be the facts' own text.
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/NaN|Infinity|undefined|object/.test(text)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom<Json>(true, null, {}, [], [{}], [1, null], '2026-13-45T99:00:00Z', '-0'),
);

/** The facts with the leaf that a path of numbers leads to replaced. */
function withLeaf(facts: Json, path: readonly number[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined || typeof facts !== 'object' || facts === null) return value;
  const entries = Object.entries(facts);
  const chosen = entries[step % Math.max(1, entries.length)];
  if (!chosen) return value;
  const changed = entries.map(([key, item]) => [key, key === chosen[0] ? withLeaf(item as Json, rest, value) : (item as Json)] as const);
  return Array.isArray(facts) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

it('facts with any leaf replaced by anything still make a page, a workbook and a table', async () => {
  const change = fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), leaf);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...bases),
      fc.array(change, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('ko' as const, 'en' as const),
      async ([template, base], changes, lang) => {
        const facts = changes.reduce<Json>((at, [path, value]) => withLeaf(at, path, value), base);
        const { files } = await renderReport(reportRequest(template, facts, { lang }), { formats: ['html', 'csv', 'xlsx'] });
        for (const file of files.slice(0, 2))
          expect(/.{0,40}(?:NaN|Infinity|undefined|\[object).{0,20}/.exec(new TextDecoder().decode(file.bytes))?.[0]).toBeUndefined();
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);
