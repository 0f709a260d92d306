// Takes particles and verb endings off a run of Hangul by rule: which particle may follow which syllable is fixed by its final consonant.
// Good enough for search; no dictionary, so that an unknown part name is treated like a known one. Pure.

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const finals = 28;
const finalRieul = 8;

type After = 'any' | 'consonant' | 'vowel' | 'vowel-or-rieul';

/** Particles, longest first; those of one syllable may also end a noun, which is `ambiguous` unless the spelling rules it out. */
const particles: readonly (readonly [string, After])[] = [
  ['에서부터는', 'any'],
  ['으로부터', 'consonant'],
  ['에서부터', 'any'],
  ['로부터', 'vowel-or-rieul'],
  ['에서는', 'any'],
  ['에서도', 'any'],
  ['에서의', 'any'],
  ['으로는', 'consonant'],
  ['으로서', 'consonant'],
  ['으로써', 'consonant'],
  ['이라는', 'consonant'],
  ['이라고', 'consonant'],
  ['이라면', 'consonant'],
  ['까지는', 'any'],
  ['까지의', 'any'],
  ['부터는', 'any'],
  ['에게는', 'any'],
  ['에게서', 'any'],
  ['이나', 'consonant'],
  ['이란', 'consonant'],
  ['이며', 'consonant'],
  ['이면', 'consonant'],
  ['에서', 'any'],
  ['에게', 'any'],
  ['까지', 'any'],
  ['부터', 'any'],
  ['으로', 'consonant'],
  ['마다', 'any'],
  ['보다', 'any'],
  ['처럼', 'any'],
  ['만큼', 'any'],
  ['대로', 'any'],
  ['에는', 'any'],
  ['에도', 'any'],
  ['와의', 'vowel'],
  ['과의', 'consonant'],
  ['로서', 'vowel-or-rieul'],
  ['로써', 'vowel-or-rieul'],
  ['로는', 'vowel-or-rieul'],
  ['이고', 'consonant'],
  ['만을', 'any'],
  ['만은', 'any'],
  ['은', 'consonant'],
  ['는', 'vowel'],
  ['을', 'consonant'],
  ['를', 'vowel'],
  ['와', 'vowel'],
  ['에', 'any'],
  ['이', 'consonant'],
  ['가', 'vowel'],
  ['과', 'consonant'],
  ['의', 'any'],
  ['도', 'any'],
  ['만', 'any'],
  ['로', 'vowel-or-rieul'],
  ['며', 'vowel'],
  ['란', 'vowel'],
];
const mayEndNoun = new Set(['이', '가', '과', '의', '도', '만', '로', '란', '에', '대로', '이나', '이란', '이고', '부터']);

/** Endings of the verbs that nouns take (하다, 되다, 이다), longest first: what stands before them is the noun. */
const endings = (
  '하여야합니다 해야합니다 하십시오 하였습니다 했습니다 되었습니다 됐습니다 하겠습니다 하지않는 해야하나요 하시겠습니까 ' +
  '이어야 하여야 합니다 합니까 하세요 하나요 하는지 하는가 한다면 하면서 하려면 되려면 됩니다 됩니까 되나요 되는지 된다면 되었을 하였을 ' +
  '입니다 입니까 인가요 이에요 해야 하여 하며 하면 하고 하기 하는 하지 한다 했을 했다 해도 했는 된다 되는 되면 되어 되며 되고 되지 되기 됐을 인지 인가 이다 인데 할 함 한 해 된 될 됨 됩 인 일'
)
  .split(' ')
  .sort((left, right) => right.length - left.length);

/** True for a run that is nothing but a particle or an ending. */
export function isKoreanEnding(run: string): boolean {
  return particles.some(([particle]) => particle === run) || endings.includes(run);
}

/** Returns the stem of a Hangul run (never shorter than two syllables unless the run is) and whether its last cut might have hit a noun. */
export function stripKoreanEnding(run: string): { readonly stem: string; readonly ambiguous: boolean } {
  const ending = endings.find((candidate) => run.endsWith(candidate) && run.length - candidate.length >= 2);
  if (ending !== undefined) return { stem: run.slice(0, -ending.length), ambiguous: ending.length === 1 };
  for (const [particle, after] of particles) {
    if (!run.endsWith(particle) || run.length - particle.length < 2) continue;
    const stem = run.slice(0, -particle.length);
    if (!follows(stem, after)) continue;
    return { stem, ambiguous: mayEndNoun.has(particle) };
  }
  return { stem: run, ambiguous: false };
}

/** Whether a particle of this kind may follow the last syllable. */
function follows(stem: string, after: After): boolean {
  const code = stem.charCodeAt(stem.length - 1);
  if (after === 'any' || code < firstSyllable || code > lastSyllable) return after === 'any';
  const final = (code - firstSyllable) % finals;
  if (after === 'consonant') return final !== 0;
  return final === 0 || (after === 'vowel-or-rieul' && final === finalRieul);
}
