// Real boards: location and type on the tuned and the unseen half of the DeepPCB pairs. Prints the figures that docs/quality.md quotes.
import { describe, expect, it } from 'vitest';
import { createFileComparer } from '../../workflows/quality/image-compare/compare-files.ts';
import { countHits, fScore, hasDeepPcb, pcbPairs } from './deeppcb.ts';

describe.skipIf(!hasDeepPcb)('DeepPCB pairs (skipped: ../shared/data/deeppcb is absent)', () => {
  it.each(['tuned', 'unseen'] as const)('the %s half is located with F >= .95 and typed with F >= .90', async (part) => {
    const compare = createFileComparer();
    const [located, typed] = [[], []] as [ReturnType<typeof countHits>[], ReturnType<typeof countHits>[]];
    for (const { golden, image, truth } of pcbPairs(part)) {
      const { defects } = await compare({ golden, image });
      located.push(countHits(defects, truth, false));
      typed.push(countHits(defects, truth, true));
    }
    console.log(`DeepPCB ${part}: location F ${fScore(located).toFixed(3)}, with type F ${fScore(typed).toFixed(3)}`);
    expect(located).toHaveLength(20);
    expect(fScore(located)).toBeGreaterThanOrEqual(0.95);
    expect(fScore(typed)).toBeGreaterThanOrEqual(0.9);
  });
  it('a golden picture against itself is ok, each defective board is ng', async () => {
    const compare = createFileComparer();
    for (const { golden, image } of pcbPairs('all').slice(0, 6)) {
      expect((await compare({ golden, image: golden })).verdict).toBe('ok');
      expect((await compare({ golden, image })).verdict).toBe('ng');
    }
  });
});
