// Ranking: rights before everything, only what is in force, Korean found in any inflection, vectors joined by rank.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { searchTerms, searchWords } from '../../workflows/knowledge/korean-terms.ts';
import { fuseRanks, indexPassage, type RankRequest, rankPassages } from '../../workflows/knowledge/rank.ts';
import { passageOf } from './passage-builder.ts';

const texts: Readonly<Record<string, string>> = {
  torque: '커버 볼트의 체결 토크는 25 N·m이다.',
  paint: '도장 두께는 60 µm이다.',
  secret: '비밀 볼트의 체결 토크는 99 N·m이다.',
  guard: 'The guard door must stay closed while the spindle turns.',
};
const passages = Object.entries(texts).map(([id, text]) => indexPassage(passageOf(id, text)));
const current = new Map(Object.keys(texts).map((id) => [id, '1']));
const ask = (query: string, more: Partial<RankRequest> = {}): ReturnType<typeof rankPassages> =>
  rankPassages({ query, passages, mayRead: () => true, current, ...more });
const idsOf = (query: string, more: Partial<RankRequest> = {}): string[] => ask(query, more).map(({ passage }) => passage.documentId);

describe('rankPassages', () => {
  it.each(['볼트를 체결하는 토크', '볼트에서 체결합니다 토크는', '체결토크 커버볼트', '커버볼트체결토크'])(
    'finds Korean whatever its particles, endings and spacing: %s',
    (query) => {
      expect(idsOf(query, { mayRead: ({ documentId }) => documentId !== 'secret' })[0]).toBe('torque');
    },
  );

  it('finds English whatever its inflection', () => {
    expect(idsOf('closing of guards')).toEqual(['guard']);
  });

  it('takes what may not be read away before it counts anything: scores equal those of a world without it', () => {
    const mayRead = ({ documentId }: { documentId: string }): boolean => documentId !== 'secret';
    const without = ask('볼트 체결 토크', { passages: passages.filter(({ passage }) => mayRead(passage)) });
    expect(ask('볼트 체결 토크', { mayRead })).toEqual(without);
    expect(idsOf('비밀 볼트', { mayRead })).not.toContain('secret');
    expect(ask('볼트 체결 토크')).not.toEqual(without);
  });

  it('returns a superseded, a withdrawn or an unknown revision only when asked, and marked', () => {
    const old = indexPassage(passageOf('torque', '커버 볼트의 체결 토크는 20 N·m이다.', { revision: '0', id: 'torque@0#1' }));
    const both = { passages: [old, ...passages] };
    expect(ask('커버 볼트 체결', both).map(({ passage }) => passage.id)).not.toContain('torque@0#1');
    expect(ask('커버 볼트 체결', { ...both, includeSuperseded: true }).find(({ passage }) => passage.id === 'torque@0#1')?.standing).toBe(
      'superseded',
    );
    expect(idsOf('커버 볼트 체결', { current: new Map() })).toEqual([]);
  });

  it('joins vectors with words: what only its meaning finds comes too, and both together come first', () => {
    const vectors: Readonly<Record<string, number[]>> = { torque: [1, 0], paint: [0.9, 0.1], guard: [0, 1] };
    const withVectors = passages.map(({ passage }) => indexPassage(passage, vectors[passage.documentId]));
    const ranked = ask('커버 볼트', { passages: withVectors, queryVector: [1, 0] });
    expect(ranked[0]).toMatchObject({ passage: { documentId: 'torque' }, similarity: 1 });
    expect(ranked.map(({ passage }) => passage.documentId)).toContain('paint');
    expect(() => ask('커버', { passages: withVectors, queryVector: [1, 0, 0] })).toThrow(AppError);
  });

  it('answers a query without words with nothing, keeps to its limit and never depends on the order of the passages', () => {
    expect(idsOf('')).toEqual([]);
    expect(idsOf('무엇 the ?!')).toEqual([]);
    expect(idsOf('볼트 토크 두께 guard', { limit: 1 })).toHaveLength(1);
    expect(() => ask('x', { limit: 0 })).toThrow(AppError);
    expect(ask('볼트 토크 두께', { passages: [...passages].reverse() }).map(({ passage }) => passage.id)).toEqual(
      ask('볼트 토크 두께').map(({ passage }) => passage.id),
    );
  });
});

describe('fuseRanks', () => {
  it('adds 1 / (60 + rank) over the lists', () => {
    const fused = fuseRanks([['a', 'b'], ['b']]);
    expect(fused.get('a')).toBeCloseTo(1 / 61, 12);
    expect(fused.get('b')).toBeCloseTo(1 / 62 + 1 / 61, 12);
  });
});

describe('searchTerms', () => {
  it.each([
    ['토크를', ['토크']],
    ['교체합니다', ['교체']],
    ['경도계로부터', ['경도', '도계']],
    ['길이', ['길이']],
    ['온도', ['온도']],
    ['1,000개', ['1000', '개']],
    ['25 N·m에서', ['25', 'n', 'm', 'n·m']],
    ['WI-101', ['wi-101', 'wi', '101']],
    ['ＭＭ', ['mm']],
    ['合格', ['合格']],
  ])('of %s', (text, terms) => {
    expect(searchTerms(text)).toEqual(terms);
  });

  it('keeps the pair across an uncertain cut beside: temperature is found in a compound', () => {
    expect(searchTerms('허용온도')).toContain('온도');
  });

  it('never throws and never gives an empty term', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) =>
        searchWords(text).every(({ terms }) => terms.length > 0 && terms.every((term) => term !== '')),
      ),
    );
  });
});
