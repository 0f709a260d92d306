// Single sampling plans by attributes after ISO 2859-1 / ANSI Z1.4 and their public-domain ancestor MIL-STD-105E
// (the contract of `aix inspect acceptance-sampling`). Switching between severities lives in switching.ts.
import { createRequestReader, refuse, type Warning } from './request-reader.ts';
import {
  aqlColumns,
  type CodeLetter,
  codeLetters,
  diagonals,
  type InspectionLevel,
  inspectionLevels,
  letterOf,
  type SamplingStandard,
  type Severity,
  sampleSizeOf,
  samplingStandards,
  severities,
} from './sampling-table.ts';

export type { CodeLetter, InspectionLevel, SamplingStandard, Severity } from './sampling-table.ts';

export interface AcceptanceSamplingRequest {
  readonly lotSize: number;
  /** Acceptable quality limit: a column of the table. */
  readonly aql: number;
  /** Default II. */
  readonly level?: InspectionLevel;
  /** Default normal. */
  readonly severity?: Severity;
  /** Default iso-2859-1. */
  readonly standard?: SamplingStandard;
}

export interface AcceptanceSamplingResult {
  /** The letter after the arrow, if one was followed. */
  readonly codeLetter: CodeLetter;
  /** Units to inspect; the lot size where every unit is inspected. */
  readonly sampleSize: number;
  readonly accept: number;
  readonly reject: number;
  readonly inspectAll: boolean;
  readonly warnings: readonly Warning[];
}

const subject = 'acceptance sampling';
const keys = ['lotSize', 'aql', 'level', 'severity', 'standard'];

/**
 * The plan for a lot: code letter by lot size and level, then sample size and acceptance numbers by AQL, arrows followed.
 * @throws AppError 'invalid': aql-not-in-table, out-of-range, plan-not-verified (entries without a cited table), unknown-key, ...
 */
export function acceptanceSampling(request: AcceptanceSamplingRequest): AcceptanceSamplingResult {
  const { lotSize, aql, level, severity, standard } = readRequest(request);
  if (severity === 'reduced' && standard === 'iso-2859-1') {
    refuse(
      subject,
      '/severity',
      'plan-not-verified',
      'Reduced plans of ISO 2859-1 are not built in; use standard mil-std-105e, or inspect at severity normal.',
    );
  }
  const start = letterOf(lotSize, level);
  const found = followArrows(start, aqlColumns.indexOf(aql), severity);
  const codeLetter = codeLetters[found.letter] ?? 'A';
  const planned = sampleSizeOf(found.letter, severity);
  const inspectAll = planned >= lotSize;
  return {
    codeLetter,
    sampleSize: inspectAll ? lotSize : planned,
    accept: found.accept,
    reject: found.reject,
    inspectAll,
    warnings: warningsOf(aql, start, found.letter, inspectAll),
  };
}

function readRequest(request: unknown): Required<AcceptanceSamplingRequest> {
  const reader = createRequestReader();
  const record = reader.record(request, keys) ?? {};
  reader.required(record, ['lotSize', 'aql']);
  const lotSize = reader.number(record.lotSize, '/lotSize', { integer: true, min: 1 }) ?? 1;
  const aql = reader.number(record.aql, '/aql', { above: 0 }) ?? 1;
  if (record.aql !== undefined && reader.issues.every((issue) => issue.path !== '/aql') && !aqlColumns.includes(aql)) {
    reader.fail('/aql', 'aql-not-in-table', `AQL ${aql} is not in the table; ${nearestColumns(aql)}.`);
  }
  const level = reader.choice(record.level, '/level', inspectionLevels) ?? 'II';
  const severity = reader.choice(record.severity, '/severity', severities) ?? 'normal';
  const standard = reader.choice(record.standard, '/standard', samplingStandards) ?? 'iso-2859-1';
  reader.finish(subject);
  return { lotSize, aql, level, severity, standard };
}

function nearestColumns(aql: number): string {
  const below = aqlColumns.findLast((column) => column < aql);
  const above = aqlColumns.find((column) => column > aql);
  if (below === undefined) return `the smallest is ${above}`;
  return above === undefined ? `the largest is ${below}` : `the nearest are ${below} and ${above}`;
}

interface Found {
  readonly letter: number;
  readonly accept: number;
  readonly reject: number;
}

/**
 * Sums below Ac 0 go down to it; the first blank after it goes up to Ac 0, the second down to the next number; sums past the last number go up.
 * Where there is no letter above A, its first blank goes down as well.
 */
function followArrows(start: number, column: number, severity: Severity): Found {
  const { zero, numbers, last } = diagonals[severity];
  let letter = start;
  for (let steps = 0; steps <= codeLetters.length; steps++) {
    const total = letter + column;
    refuseUnverified(letter, total, severity);
    const found = total > last && letter > 4 ? undefined : numbers.get(total);
    if (found) return { letter, ...found };
    const up = total > last || (total === zero + 1 && letter > 0);
    letter += up ? -1 : 1;
  }
  return refuse(subject, '/aql', 'plan-not-verified', 'The table has no plan for this lot size and AQL.');
}

/** Entries that are known from memory only are refused by name rather than guessed. */
function refuseUnverified(letter: number, total: number, severity: Severity): void {
  const { last } = diagonals[severity];
  if (severity === 'reduced' && letter <= 1) {
    refuse(
      subject,
      '/severity',
      'plan-not-verified',
      'Reduced plans for code letters A and B are not built in; inspect at severity normal.',
    );
  }
  if (severity !== 'normal' && letter <= 4 && total > last) {
    refuse(
      subject,
      '/aql',
      'plan-not-verified',
      `The ${severity} plans of code letters A to E past the last diagonal are not built in; choose a smaller AQL.`,
    );
  }
  if (codeLetters[letter] === 'R' && (total === 16 || total === 17)) {
    refuse(
      subject,
      '/aql',
      'plan-not-verified',
      'The plans of code letter R at AQL 0.015 and 0.025 are not built in; choose another level or AQL.',
    );
  }
}

function warningsOf(aql: number, start: number, letter: number, inspectAll: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (letter !== start) {
    warnings.push({
      code: 'arrow-followed',
      message: `The table's arrow leads from code letter ${codeLetters[start]} to ${codeLetters[letter]}.`,
    });
  }
  if (inspectAll) warnings.push({ code: 'inspect-all', message: 'The sample is as large as the lot: inspect every unit.' });
  if (aql > 10)
    warnings.push({ code: 'defects-per-hundred', message: 'AQLs above 10 count nonconformities per 100 units, not nonconforming units.' });
  return warnings;
}
