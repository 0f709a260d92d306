// How good the comparison is, from the answers that people gave: false rejects, escapes, and how often a person was asked.

export interface LabelledVerdict {
  readonly verdict: 'ok' | 'ng' | 'unsure';
  /** What a person said of the same part. */
  readonly label: 'good' | 'bad';
}

export interface InspectionRates {
  readonly good: number;
  readonly bad: number;
  /** Share of good parts judged ng; null without good parts. */
  readonly falseRejectRate: number | null;
  /** Share of bad parts judged ok; null without bad parts. */
  readonly escapeRate: number | null;
  /** Share of all parts that went to a person; null without parts. */
  readonly unsureRate: number | null;
}

export function inspectionRates(verdicts: readonly LabelledVerdict[]): InspectionRates {
  const count = (holds: (verdict: LabelledVerdict) => boolean): number => verdicts.filter(holds).length;
  const good = count(({ label }) => label === 'good');
  const bad = verdicts.length - good;
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    good,
    bad,
    falseRejectRate: share(
      count(({ label, verdict }) => label === 'good' && verdict === 'ng'),
      good,
    ),
    escapeRate: share(
      count(({ label, verdict }) => label === 'bad' && verdict === 'ok'),
      bad,
    ),
    unsureRate: share(
      count(({ verdict }) => verdict === 'unsure'),
      verdicts.length,
    ),
  };
}
