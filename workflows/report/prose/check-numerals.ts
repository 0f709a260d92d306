// The check of a finished text: every number in it must trace to a fact or an allowed literal, every direction and comparison to the facts' signs.
import type { Lang } from '../copy/copy.ts';
import { type BoundNumeral, checkSentence } from './direction.ts';
import type { FilledText } from './fill-slots.ts';
import { findNumerals } from './find-numerals.ts';
import { matchFacts, type MatchSettings, unitMatches } from './match-fact.ts';
import type { Miss, Numeral, ProseFact } from './prose-fact.ts';

export interface CheckOptions {
  readonly allowed?: readonly string[];
  /** IANA zone for clock times; UTC without it. */
  readonly timezone?: string;
  /** Match values whatever their units: for facts that carry none. */
  readonly anyUnit?: boolean;
}

/** Rule names and the like, which every report may write. */
const everywhere = [
  'N1',
  'N2',
  'N3',
  'N4',
  'N5',
  'N6',
  'N7',
  'N8',
  'W1',
  'W2',
  'W3',
  'W4',
  'K1',
  '8D',
  'ISO 2859-1',
  'ISO 22400-2',
  'EN 10204',
  '1 sigma',
  '2 sigma',
  '3 sigma',
  '6 sigma',
];

/** The patterns take time with the square of the length on hostile text: a quarter of a second here, and no report says more. */
const mostCharacters = 8000;

/**
 * Misses of a text against its facts; empty = the text may stand. A filled text's slots are bound to their facts by id; all other numerals must match
 * by value, unit and rounding. One miss: ask the model once more with the misses' messages, then use the template text.
 * The language chooses nothing but stays in the signature of the metric layer: both languages' number words are always looked for, so that a text
 * in the wrong language cannot slip through.
 */
export function checkNumerals(text: string | FilledText, facts: readonly ProseFact[], _lang: Lang, options: CheckOptions = {}): Miss[] {
  const filled = typeof text === 'string' ? undefined : text;
  const whole = typeof text === 'string' ? text : text.text;
  if (whole.length > mostCharacters) {
    const message = `The text has ${whole.length} characters; at most ${mostCharacters} are checked. Write a shorter one.`;
    return [{ kind: 'numeral', text: `${whole.slice(0, 40)}…`, at: 0, message }];
  }
  const settings: MatchSettings = {
    facts,
    allowed: [...everywhere, ...(options.allowed ?? [])],
    timezone: options.timezone ?? 'UTC',
    anyUnit: options.anyUnit ?? false,
  };
  const slots = slotNumerals(filled, facts);
  const misses: Miss[] = [...(filled?.misses ?? [])];
  const bound: BoundNumeral[] = [...slots];
  for (const numeral of findNumerals(whole)) {
    if (slots.some((slot) => numeral.at < slot.numeral.end && numeral.end > slot.numeral.at && within(numeral, slot.numeral))) continue;
    const match = matchFacts(numeral, settings);
    if (match.literal || match.facts.length > 0) bound.push({ numeral, facts: match.facts, literal: match.literal });
    else misses.push(missOf(numeral, match.unitOnly));
  }
  bound.sort((a, b) => a.numeral.at - b.numeral.at);
  for (const sentence of sentencesOf(whole)) {
    const inside = bound.filter(
      (entry) =>
        entry.numeral.kind === 'number' && entry.numeral.at >= sentence.at && entry.numeral.end <= sentence.at + sentence.text.length + 1,
    );
    misses.push(...checkSentence(sentence.text, sentence.at, inside));
  }
  return misses.sort((a, b) => a.at - b.at);
}

/** A numeral that begins in a slot but goes on behind it ("{{fact:x}}만") is no longer the fact. Only a unit or a particle may follow. */
function within(numeral: Numeral, slot: Numeral): boolean {
  if (numeral.at < slot.at) return false;
  if (numeral.end <= slot.end) return true;
  const same = Math.abs(numeral.value - slot.value) <= 1e-12 * Math.max(1, Math.abs(slot.value));
  return same && unitMatches(numeral.unit, slot.unit);
}

function slotNumerals(filled: FilledText | undefined, facts: readonly ProseFact[]): BoundNumeral[] {
  let at = 0;
  return (filled?.segments ?? []).flatMap((segment): BoundNumeral[] => {
    const start = at;
    at += segment.text.length;
    const fact = facts.find((candidate) => candidate.id === segment.factId);
    if (!fact) return [];
    const written = findNumerals(segment.text)[0];
    const value = written && Number.isFinite(written.value) ? written.value : typeof fact.value === 'number' ? fact.value : Number.NaN;
    const kind = typeof fact.value === 'number' ? 'number' : 'identifier';
    return [
      {
        numeral: { text: segment.text, at: start, end: at, value, step: 1, unit: fact.unit, hedged: false, kind },
        facts: [fact],
        literal: false,
      },
    ];
  });
}

function missOf(numeral: Numeral, unitOnly: boolean): Miss {
  const base = { text: numeral.text, at: numeral.at };
  if (numeral.kind === 'identifier')
    return { ...base, kind: 'identifier', message: `"${numeral.text}" is no id among the facts. Use a slot, or leave it out.` };
  if (unitOnly)
    return { ...base, kind: 'unit', message: `"${numeral.text}" has the value of a fact but not its unit. Use the fact's slot.` };
  return { ...base, kind: 'numeral', message: `"${numeral.text}" is no fact in value, unit and rounding. Use a slot, or leave it out.` };
}

/** Sentences with their offsets; a point between digits ends none. */
function sentencesOf(text: string): { text: string; at: number }[] {
  return [...text.matchAll(/(?:[^.!?。\n]|(?<=\d)\.(?=\d))+[.!?。\n]?/g)].map((match) => ({ text: match[0], at: match.index }));
}
