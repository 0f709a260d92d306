// The tables of ISO 2859-1 and MIL-STD-105E as indices: code letters by lot size, sample sizes by letter, acceptance numbers by the sum of
// letter and AQL index. The sums reproduce the diagonals of the printed tables; entries known from memory only are left out.

export const codeLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R'] as const;
export type CodeLetter = (typeof codeLetters)[number];

export const inspectionLevels = ['S-1', 'S-2', 'S-3', 'S-4', 'I', 'II', 'III'] as const;
export type InspectionLevel = (typeof inspectionLevels)[number];

export const severities = ['normal', 'tightened', 'reduced'] as const;
export type Severity = (typeof severities)[number];

export const samplingStandards = ['iso-2859-1', 'mil-std-105e'] as const;
export type SamplingStandard = (typeof samplingStandards)[number];

/** Acceptable quality limits in percent nonconforming (to 10) or nonconformities per 100 units. */
export const aqlColumns: readonly number[] = [
  0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10, 15, 25, 40, 65, 100, 150, 250, 400, 650, 1000,
];

const sampleSizes = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000];
const reducedSampleSizes = [2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800];

export function sampleSizeOf(letter: number, severity: Severity): number {
  return (severity === 'reduced' ? reducedSampleSizes : sampleSizes)[letter] ?? 0;
}

// Upper lot size, then the letters of S-1, S-2, S-3, S-4, I, II, III.
const lotRows: readonly (readonly [number, string])[] = [
  [8, 'AAAAAAB'],
  [15, 'AAAAABC'],
  [25, 'AABBBCD'],
  [50, 'ABBCCDE'],
  [90, 'BBCCCEF'],
  [150, 'BBCDDFG'],
  [280, 'BCDEEGH'],
  [500, 'BCDEFHJ'],
  [1_200, 'CCEFGJK'],
  [3_200, 'CDEGHKL'],
  [10_000, 'CDFGJLM'],
  [35_000, 'CDFHKMN'],
  [150_000, 'DEGJLNP'],
  [500_000, 'DEGJMPQ'],
  [Number.POSITIVE_INFINITY, 'DEHKNQR'],
];

/** Index of the code letter for a lot size and an inspection level. */
export function letterOf(lotSize: number, level: InspectionLevel): number {
  const letters = lotRows.find(([largest]) => lotSize <= largest)?.[1] ?? '';
  return codeLetters.findIndex((letter) => letter === letters[inspectionLevels.indexOf(level)]);
}

export interface AcceptanceNumbers {
  readonly accept: number;
  readonly reject: number;
}

/** One severity's diagonals: the sum of letter and AQL index where Ac = 0 stands, the arrows after it, and the numbers from there on. */
export interface Diagonals {
  readonly zero: number;
  readonly numbers: ReadonlyMap<number, AcceptanceNumbers>;
  /** Largest sum for letters from F on; A to E go further only where `numbers` does. */
  readonly last: number;
}

function closed(accepts: readonly (readonly [number, number])[]): ReadonlyMap<number, AcceptanceNumbers> {
  return new Map(accepts.map(([at, accept]) => [at, { accept, reject: accept + 1 }]));
}

const normal: Diagonals = {
  zero: 14,
  last: 24,
  numbers: closed([
    [14, 0],
    [17, 1],
    [18, 2],
    [19, 3],
    [20, 5],
    [21, 7],
    [22, 10],
    [23, 14],
    [24, 21],
    [25, 30],
    [26, 44],
  ]),
};

const tightened: Diagonals = {
  zero: 15,
  last: 24,
  numbers: closed([
    [15, 0],
    [18, 1],
    [19, 2],
    [20, 3],
    [21, 5],
    [22, 8],
    [23, 12],
    [24, 18],
  ]),
};

/** MIL-STD-105E: a gap between Ac and Re. ISO 2859-1:1999 closed it; the editions must not be mixed. */
const reduced: Diagonals = {
  zero: 14,
  last: 24,
  numbers: new Map([
    [14, { accept: 0, reject: 1 }],
    [17, { accept: 0, reject: 2 }],
    [18, { accept: 1, reject: 3 }],
    [19, { accept: 1, reject: 4 }],
    [20, { accept: 2, reject: 5 }],
    [21, { accept: 3, reject: 6 }],
    [22, { accept: 5, reject: 8 }],
    [23, { accept: 7, reject: 10 }],
    [24, { accept: 10, reject: 13 }],
  ]),
};

export const diagonals: Readonly<Record<Severity, Diagonals>> = { normal, tightened, reduced };
