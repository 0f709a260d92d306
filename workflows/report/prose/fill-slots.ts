// Fills {{fact:id}} slots with facts as they are to be read. The model writes slots, never digits, so a number cannot stand at the wrong fact.
import { formatNumber } from '../cell.ts';
import type { Segment } from '../report-document.ts';
import type { Miss, ProseFact } from './prose-fact.ts';

export interface FilledText {
  readonly text: string;
  /** The same text in pieces; those that came from a slot name their fact. */
  readonly segments: readonly (Segment & { readonly factId?: string })[];
  /** Slots that name no fact; they stand as n/a. */
  readonly misses: readonly Miss[];
}

const slot = /\{\{\s*fact:([\w.:/-]+)\s*\}\}/g;

/** Replaces every slot; a slot of an unknown fact is a miss and reads n/a. */
export function fillSlots(text: string, facts: readonly ProseFact[]): FilledText {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const segments: (Segment & { factId?: string })[] = [];
  const misses: Miss[] = [];
  let done = 0;
  let length = 0;
  const push = (segment: Segment & { factId?: string }): void => {
    if (segment.text === '') return;
    segments.push(segment);
    length += segment.text.length;
  };
  for (const match of text.matchAll(slot)) {
    push({ text: text.slice(done, match.index) });
    const id = match[1] ?? '';
    const fact = byId.get(id);
    if (!fact)
      misses.push({ kind: 'slot', text: match[0], at: length, message: `There is no fact "${id}". Use one of the ids that were given.` });
    push(fact ? { text: factText(fact), fact: factNote(fact), factId: id } : { text: 'n/a' });
    done = match.index + match[0].length;
  }
  push({ text: text.slice(done) });
  return { text: segments.map((segment) => segment.text).join(''), segments, misses };
}

/** A fact as it is written: digits by its decimals, its unit behind. */
export function factText(fact: ProseFact): string {
  if (typeof fact.value === 'string') return fact.value;
  if (!Number.isFinite(fact.value)) return 'n/a';
  const digits = formatNumber(fact.value, fact.decimals);
  if (fact.unit === undefined || fact.unit === '') return digits;
  // Korean counters and percent signs join their number; Latin units keep a space.
  return /^[%가-힣]/.test(fact.unit) ? `${digits}${fact.unit}` : `${digits} ${fact.unit}`;
}

/** What the hover text and the appendix say of a fact. */
export function factNote(fact: ProseFact): string {
  return [fact.label ?? fact.id, fact.label === undefined ? undefined : fact.id, fact.source].filter(Boolean).join(' · ');
}
