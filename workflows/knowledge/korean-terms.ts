// Turns text into search terms that work for Korean without a morphological analyser: two-syllable terms for Hangul with particles
// and verb endings taken off, words for Latin letters and digits. The same terms serve BM25 here and a text index in the database. Pure.
import { isKoreanEnding, stripKoreanEnding } from './korean-endings.ts';

export interface SearchWord {
  /** As it is compared: NFKC, lower case, without particle or ending. */
  readonly word: string;
  /** What must be found for the word to count as found. */
  readonly terms: readonly string[];
  /** Further terms that only help ranking: what an ambiguous last syllable would give. */
  readonly extra: readonly string[];
}

const token =
  /\p{Script=Hangul}+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]+(?:[-_./,:·][\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]+)*/gu;

const stopWords = new Set(
  (
    'a an the of to in on at by for from with and or if is are was were be been it its this that these those as do does did what which who when where why how many much ' +
    'should must may can shall will would could has have had i we you they there their our your my me us any some each than then into ' +
    '무엇 무슨 어떻게 언제 어디 어디서 누구 누가 얼마 얼마나 몇 어느 어떤 왜 이 그 저 것 수 경우 때 및 또는 그리고 등 대한 대해 대하여 위한 위해 위하여 다음 해 할 한 하 된 될 되 있 있습니 있는 있나요 있다 있을 ' +
    '무엇인가요 합니까 하나요 되나요 됩니까 입니까 인가요 인가 알려 주세요 어떻 관한 관하여 따라 따른 의해 통해 모든 각'
  ).split(' '),
);

/** The words of a text in order, stop words left out. */
export function searchWords(text: string): SearchWord[] {
  const words: SearchWord[] = [];
  const plain = text.normalize('NFKC').toLowerCase();
  for (const match of plain.matchAll(token)) {
    const run = match[0];
    // The particle of "25 N·m에서" stands by itself once the unit is cut off.
    const attached = /[\p{L}\p{N}%]/u.test(plain[match.index - 1] ?? '');
    if (stopWords.has(run) || (attached && isKoreanEnding(run))) continue;
    const word = /\p{Script=Hangul}/u.test(run)
      ? hangulWord(run)
      : /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u.test(run)
        ? latinWord(run)
        : ideographWord(run);
    if (!stopWords.has(word.word)) words.push(word);
  }
  return words;
}

/** All terms of a text, in order, with repetitions: what an index stores. */
export function searchTerms(text: string): string[] {
  return searchWords(text).flatMap((word) => [...word.terms, ...word.extra]);
}

function hangulWord(run: string): SearchWord {
  const { stem, ambiguous } = stripKoreanEnding(run);
  const terms = bigrams(stem);
  // "허용온도" may be "허용온" + "도" (also) or "온도" (temperature): the pair across the cut is kept beside.
  const extra = ambiguous ? bigrams(run).slice(terms.length) : [];
  return { word: stem, terms, extra };
}

function ideographWord(run: string): SearchWord {
  return { word: run, terms: bigrams(run), extra: [] };
}

function bigrams(run: string): string[] {
  const letters = Array.from(run);
  if (letters.length < 2) return letters;
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** Words, codes and numbers: `WI-101` is found whole and by its parts, `25mm` by number and unit, `1,000` as `1000`. */
function latinWord(run: string): SearchWord {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(run)) return single(run.replaceAll(',', ''));
  const measure = /^(\d+(?:\.\d+)?)([\p{Script=Latin}\p{Script=Greek}]+(?:·[\p{Script=Latin}]+)?)$/u.exec(run);
  if (measure?.[1] !== undefined && measure[2] !== undefined) return { word: run, terms: [measure[1]], extra: [run, measure[2]] };
  if (/^\d+(\.\d+)?$/.test(run)) return single(run);
  const parts = run.split(/[-_./,:·]/);
  if (parts.length === 1) return single(englishStem(run));
  const isCode = /\d/.test(run);
  return { word: run, terms: isCode ? [run] : parts.map(englishStem), extra: isCode ? parts.map(englishStem) : [run] };
}

function single(term: string): SearchWord {
  return { word: term, terms: [term], extra: [] };
}

/** A light stemmer: plural, -ed, -ing, -ion and a final e go, so that inspect, inspected, inspecting and inspection meet. */
function englishStem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(ss|us|is)$|(?<=ch|sh|x|s|z)es$|s$/, (match, keep: string | undefined) => keep ?? (match === 'es' ? '' : ''));
  const stem = singular.replace(/(?:ation|ion|ing|ed|ment|ly)$/, '');
  const base = stem.length >= 4 ? stem : singular;
  return base.replace(/(?<=[a-z]{3})e$/, '').replace(/([bdfgmnprt])\1$/, '$1');
}
