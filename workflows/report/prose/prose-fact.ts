// Facts that a text may speak of, and what a check of the text finds. Types only; the metric layer makes the facts, the model writes only slots.

export interface ProseFact {
  /** Named in a slot as {{fact:id}}. */
  readonly id: string;
  /** A number; or a text (lot, date, ISO time) that may be written as it is. */
  readonly value: number | string;
  /** As shown; '%' for values that are already percentages. */
  readonly unit?: string;
  /** Digits after the point that the fact is rounded to where it is written. */
  readonly decimals?: number;
  /** What the value is, for the appendix and the hover text. */
  readonly label?: string;
  /** This value minus the earlier one it is compared with; its sign is what "rose" and "fell" must agree with. */
  readonly change?: number;
  /** The value itself is a change (-3.2 percentage points). */
  readonly isChange?: boolean;
  /** Where it comes from: window, filter and rows, in words. */
  readonly source?: string;
}

export type MissKind = 'numeral' | 'unit' | 'identifier' | 'direction' | 'comparison' | 'slot';

export interface Miss {
  readonly kind: MissKind;
  /** The words that no fact supports. */
  readonly text: string;
  /** 0-based offset in the text that was checked. */
  readonly at: number;
  /** One sentence for the retry: what is wrong and what to write instead. */
  readonly message: string;
}

/** A number as it was found in a text. */
export interface Numeral {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly value: number;
  /** Smallest step that its digits can tell apart: 0.1 for 12.3, 1000 for 1.2만. */
  readonly step: number;
  /** Canonical unit ('%', 'min', 'h', ...), 'count' for things counted, undefined without any. */
  readonly unit: string | undefined;
  /** Said to be rounded: about, 약, 가량. */
  readonly hedged: boolean;
  readonly kind: 'number' | 'time' | 'date' | 'identifier';
}
