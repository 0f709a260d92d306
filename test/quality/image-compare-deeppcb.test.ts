// Real boards: location and type on the tuned and the unseen half of the DeepPCB pairs. Prints the figures that docs/quality.md quotes.
import sharp from 'sharp';
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
  it.each([
    ['blurred', (file: string) => sharp(file).blur(1.5).png().toBuffer()],
    ['half as bright', (file: string) => sharp(file).linear(0.5, 10).png().toBuffer()],
    ['pressed to JPEG quality 40', (file: string) => sharp(file).jpeg({ quality: 40 }).toBuffer()],
    [
      'stretched by half a percent',
      (file: string) => sharp(file).resize(643, 643).extract({ left: 1, top: 1, width: 640, height: 640 }).png().toBuffer(),
    ],
  ])('the golden picture %s is still ok: no false reject', async (_, change) => {
    const compare = createFileComparer();
    for (const { golden } of pcbPairs('all').filter((__, at) => at % 4 === 0)) {
      expect(await compare({ golden, image: await change(golden) })).toMatchObject({ verdict: 'ok', defects: [] });
    }
  });
});
