// Published data that the demo feeds in: facts of the books named, not made up.
import type { JsonObject } from '../../workflows/definition/json.ts';

/** Viscosity of 20 batches, Montgomery, Introduction to Statistical Quality Control, example 6.5: batch 4 is out. */
export const VISCOSITY: JsonObject = {
  lotNumber: 'VI000020',
  part: 'PAINT-PRIMER',
  supplier: 'Montgomery 6.5',
  lotSize: 500,
  defectsFound: 1,
  viscosity: [
    34.05, 34.4, 33.59, 35.96, 34.7, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73,
    34.05,
  ],
  note: '4번 배치 높음',
};

/** Defective orange-juice cans in 30 samples of 50, Montgomery, example 7.1: samples 15 and 23 are out. */
export const JUICE_CANS: JsonObject = {
  line: 'CAN-1',
  process: 'seam',
  chart: 'p',
  sampleSize: 50,
  defectives: [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6],
};

/** The date in Korea, because that is where the demo plant's shifts are. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date());
}

/** The shift that is running now in Korea has begun already, so a report of the last 24 hours has it. */
function currentShift(): 'night' | 'day' | 'evening' {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', hour: '2-digit', hourCycle: 'h23' }).format(new Date()));
  return hour < 8 ? 'night' : hour < 16 ? 'day' : 'evening';
}

export const PRODUCTION_SHIFT: readonly JsonObject[] = [
  {
    line: 'CAN-1',
    product: 'OJ-340',
    shiftDate: today(),
    shift: currentShift(),
    planned: 9600,
    produced: 9120,
    good: 8880,
    rework: 140,
    scrap: 100,
    plannedMinutes: 480,
    downMinutes: 38,
    idealSecondsPerUnit: 2.75,
    downReasons: [
      { reason: '자재 대기', minutes: 20 },
      { reason: '금형 교체', minutes: 18 },
    ],
    defects: [
      { code: 'SEAM', count: 130 },
      { code: 'DENT', count: 70 },
      { code: 'LABEL', count: 40 },
    ],
  },
  {
    line: 'CAN-2',
    product: 'OJ-250',
    shiftDate: today(),
    shift: currentShift(),
    planned: 8000,
    produced: 7640,
    good: 7560,
    rework: 50,
    scrap: 30,
    plannedMinutes: 480,
    downMinutes: 52,
    idealSecondsPerUnit: 3.2,
    downReasons: [
      { reason: '설비 고장', minutes: 40 },
      { reason: '청소', minutes: 12 },
    ],
    defects: [
      { code: 'DENT', count: 52 },
      { code: 'SEAM', count: 28 },
    ],
  },
];
