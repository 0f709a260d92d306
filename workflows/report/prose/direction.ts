// Words of direction (rose, 감소) and of comparison (보다 높다, exceeds) against the signs and values of the facts in the same sentence.
import type { Miss, Numeral, ProseFact } from './prose-fact.ts';

const up =
  /증가|상승|늘(?:었|어|고|며|음)|올랐|오르|올라|높아[졌지]|많아[졌지]|커졌|\b(?:increas\w*|rose|rises?|risen|rising|grew|grows?|grown|climb\w*|up (?:by|from|to)|went up)\b/gi;
const down =
  /감소|하락|줄(?:었|어|고|며|음)|떨어[졌지]|내렸|내려|낮아[졌지]|적어졌|작아졌|\b(?:decreas\w*|fell|falls?|fallen|falling|dropp\w*|drops?|declin\w*|down (?:by|from|to)|went down|reduced)\b/gi;
const above =
  /보다 ?(?:더 ?)?(?:높|많|크|컸|길)|초과|상회|넘(?:었|어|는|은)|이상|\b(?:(?:higher|more|greater|larger|longer) than|above|exceed\w*|over|at least)\b/gi;
const below =
  /보다 ?(?:더 ?)?(?:낮|적|작|짧)|미만|하회|이하|못 미치|\b(?:(?:lower|less|fewer|smaller|shorter) than|below|under|at most)\b/gi;
const negated = /^[^.!?。\n]{0,8}?(?:않|아니|없|못)|^[^.!?\n]{0,3}\bnot\b/;

export interface BoundNumeral {
  readonly numeral: Numeral;
  readonly facts: readonly ProseFact[];
  /** An allowed literal such as a limit; it has a value but no fact. */
  readonly literal: boolean;
}

/** Misses of one sentence; `offset` is where it begins in the whole text. */
export function checkSentence(sentence: string, offset: number, numerals: readonly BoundNumeral[]): Miss[] {
  return [...checkDirections(sentence, offset, numerals), ...checkComparisons(sentence, offset, numerals)];
}

function checkDirections(sentence: string, offset: number, numerals: readonly BoundNumeral[]): Miss[] {
  const words = [
    ...[...sentence.matchAll(up)].map((match) => ({ match, sign: 1 })),
    ...[...sentence.matchAll(down)].map((match) => ({ match, sign: -1 })),
  ];
  return words.flatMap(({ match, sign }): Miss[] => {
    const at = offset + match.index;
    const said = negated.test(sentence.slice(match.index + match[0].length)) ? 0 : sign;
    const nearest = [...numerals]
      .filter((bound) => signs(bound).length > 0)
      .sort((a, b) => Math.abs(a.numeral.at - at) - Math.abs(b.numeral.at - at))[0];
    const known = nearest ? signs(nearest) : [];
    if (known.length === 0)
      return [
        {
          kind: 'direction',
          text: match[0],
          at,
          message: `"${match[0]}" states a change, but no fact of a change stands in its sentence. Leave the change out.`,
        },
      ];
    // Not risen is unchanged or fallen: every sign but the denied one.
    const agrees = said === 0 ? known.some((value) => value !== sign) : known.includes(said);
    return agrees
      ? []
      : [
          {
            kind: 'direction',
            text: match[0],
            at,
            message: `"${match[0]}" contradicts the sign of the fact beside it. Write the direction that the fact has.`,
          },
        ];
  });
}

function signs(bound: BoundNumeral): number[] {
  return bound.facts.flatMap((fact) => {
    const change = fact.change ?? (fact.isChange && typeof fact.value === 'number' ? fact.value : undefined);
    return change === undefined ? [] : [Math.sign(change)];
  });
}

function checkComparisons(sentence: string, offset: number, numerals: readonly BoundNumeral[]): Miss[] {
  const words = [
    ...[...sentence.matchAll(above)].map((match) => ({ match, sign: 1 })),
    ...[...sentence.matchAll(below)].map((match) => ({ match, sign: -1 })),
  ];
  return words.flatMap(({ match, sign }): Miss[] => {
    const at = offset + match.index;
    // 이상 is "or more" only right behind a number; elsewhere it is "abnormal".
    if (/^이[상하]$/.test(match[0]) && !numerals.some((bound) => bound.numeral.end <= at && bound.numeral.end >= at - 2)) return [];
    const pair = comparedPair(match[0], at, numerals);
    if (!pair)
      return [
        {
          kind: 'comparison',
          text: match[0],
          at,
          message: `"${match[0]}" compares, but its sentence does not show both facts. Name both with their slots, or leave the comparison out.`,
        },
      ];
    const [subject, reference] = pair;
    const difference = valueOf(subject) - valueOf(reference);
    const inclusive = /이상|이하|at least|at most/i.test(match[0]) && difference === 0;
    if (inclusive || Math.sign(difference) === sign) return [];
    return [
      {
        kind: 'comparison',
        text: match[0],
        at,
        message: `"${match[0]}" is not what the two facts say. Write the comparison that they have.`,
      },
    ];
  });
}

/**
 * Subject and reference of a comparison. English: the numerals around the word. Korean: the reference stands right before the word
 * ("목표 95%보다 높은 97%", "한계 3건을 초과"); the subject is the other numeral nearest to it.
 */
function comparedPair(word: string, at: number, numerals: readonly BoundNumeral[]): readonly [BoundNumeral, BoundNumeral] | undefined {
  const before = numerals.filter((bound) => bound.numeral.end <= at + 1);
  const after = numerals.filter((bound) => bound.numeral.at >= at);
  const last = before.at(-1);
  const next = after[0];
  if (/[a-z]/i.test(word)) return last && next ? [last, next] : undefined;
  const other = before.at(-2) ?? next;
  return last && other ? [other, last] : undefined;
}

function valueOf(bound: BoundNumeral): number {
  const value = bound.facts[0]?.value;
  return typeof value === 'number' ? value : bound.numeral.value;
}
