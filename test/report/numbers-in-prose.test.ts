// Numbers in prose: what the check lets stand, and what it must catch, in Korean and English.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNumerals } from '../../workflows/report/prose/check-numerals.ts';
import { fillSlots } from '../../workflows/report/prose/fill-slots.ts';
import type { ProseFact } from '../../workflows/report/prose/prose-fact.ts';

const facts: ProseFact[] = [
  { id: 'oee', value: 74.2, unit: '%', decimals: 1, label: 'OEE', change: -3.1 },
  { id: 'oee.change', value: -3.1, unit: '%p', decimals: 1, isChange: true },
  { id: 'signals', value: 3, label: 'signals' },
  { id: 'produced', value: 12000, unit: '개', decimals: 0, change: 400 },
  { id: 'inspected', value: 120_000_000, decimals: 0 },
  { id: 'viscosity', value: 34.088, unit: 'cSt', decimals: 3 },
  { id: 'target', value: 80, unit: '%', decimals: 0 },
  { id: 'lot', value: 'AB123456' },
  { id: 'started', value: '2026-11-23T23:00:00Z' },
  { id: 'defects', value: 25 },
  { id: 'sumOfFive', value: 35_000 },
];
const check = (text: string, lang: 'ko' | 'en' = 'ko', allowed: string[] = []): string[] =>
  checkNumerals(text, facts, lang, { timezone: 'Asia/Seoul', allowed }).map((miss) => `${miss.kind}:${miss.text.trim()}`);

describe('a numeral stands when a fact has its value, unit and rounding', () => {
  it.each([
    '설비종합효율은 74.2%입니다.',
    '설비종합효율은 74.2퍼센트입니다.',
    '설비종합효율은 ７４.２％입니다.',
    '이상 신호는 3건입니다.',
    '이상 신호는 세 건입니다.',
    '생산은 12,000개입니다.',
    '생산은 1만 2천 개입니다.',
    '생산은 1만 2,000개입니다.',
    '생산은 만 이천 개입니다.',
    '검사 대상은 1억 2,000만 건입니다.',
    '검사 대상은 1억2000만건입니다.',
    '합계는 3만 5천 건입니다.',
    '합계는 삼만 오천 건입니다.',
    '평균 점도는 34.088 cSt입니다.',
    '로트 AB123456의 검사입니다.',
    '오전 8시에 시작했습니다.',
    '2026년 11월 24일에 시작했습니다.',
    '11월 24일 8시에 시작했습니다.',
    '결함은 스물다섯 건입니다.',
    '점 하나가 N1과 W3 규칙에 걸렸습니다.',
    '이 건은 보류입니다.',
    '생산은 약 1.2만 개입니다.',
  ])('ko: %s', (text) => expect(check(text)).toEqual([]));

  it.each([
    'OEE was 74.2 %.',
    'OEE was 74.2 percent.',
    'There were 3 signals.',
    'There were three signals.',
    'We made 12,000 pieces.',
    'The mean was 34.088 cSt.',
    'Twenty-five defects were found.',
    'The shift began at 08:00.',
    'The shift began at 8 am on 2026-11-24.',
    'About 34.1 cSt is usual.',
  ])('en: %s', (text) => expect(check(text, 'en')).toEqual([]));
});

describe('a numeral that no fact supports is a miss', () => {
  it.each([
    ['설비종합효율은 75.2%입니다.', 'numeral:75.2%'],
    ['설비종합효율은 74%입니다.', 'numeral:74%'],
    ['설비종합효율은 74.2건입니다.', 'unit:74.2건'],
    ['이상 신호는 네 건입니다.', 'numeral:네 건'],
    ['생산은 1만 3천 개입니다.', 'numeral:1만 3천 개'],
    ['생산은 12,034개입니다.', 'numeral:12,034개'],
    ['생산은 1.3억 개입니다.', 'numeral:1.3억 개'],
    ['평균 점도는 34.088 mm입니다.', 'unit:34.088 mm'],
    ['평균 점도는 34.09 cSt입니다.', 'numeral:34.09 cSt'],
    ['로트 AB123457의 검사입니다.', 'identifier:AB123457'],
    ['오후 8시에 시작했습니다.', 'numeral:오후 8시'],
    ['11월 25일에 시작했습니다.', 'numeral:11월 25일'],
    ['불량은 절반입니다.', 'numeral:절반'],
    ['결함은 삼 퍼센트입니다.', 'unit:삼 퍼센트'],
  ])('ko: %s', (text, miss) => expect(check(text)).toEqual([miss]));

  it.each([
    ['OEE was 74.25 %.', 'numeral:74.25 %'],
    ['There were four signals.', 'numeral:four signals'],
    ['Half of the parts failed.', 'numeral:Half'],
    ['The shift began at 9:00.', 'numeral:9:00'],
    ['A dozen stops occurred.', 'numeral:dozen stops'],
  ])('en: %s', (text, miss) => expect(check(text, 'en')).toEqual([miss]));
});

it('an allowed literal stands without a fact, with its own unit only', () => {
  expect(check('규격 상한은 4.9 mm입니다.', 'ko', ['4.9 mm'])).toEqual([]);
  expect(check('규격 상한은 4.9 cm입니다.', 'ko', ['4.9 mm'])).toEqual(['numeral:4.9 cm']);
});

describe('directions agree with the sign of the fact beside them', () => {
  it.each([
    ['ko', '설비종합효율은 74.2%로 감소했습니다.'],
    ['ko', '설비종합효율이 3.1%p 하락했습니다.'],
    ['ko', '생산은 12,000개로 늘었습니다.'],
    ['en', 'OEE fell to 74.2 %.'],
    ['en', 'Output rose to 12,000 pieces.'],
  ] as const)('%s: %s', (lang, text) => expect(check(text, lang)).toEqual([]));

  it.each([
    ['ko', '설비종합효율은 74.2%로 증가했습니다.', 'direction:증가'],
    ['ko', '생산은 12,000개로 줄었습니다.', 'direction:줄었'],
    ['ko', '이상 신호는 3건으로 늘었습니다.', 'direction:늘었'],
    ['ko', '불량이 크게 증가했습니다.', 'direction:증가'],
    ['ko', '생산은 12,000개로 증가하지 않았습니다.', 'direction:증가'],
    ['en', 'OEE rose to 74.2 %.', 'direction:rose'],
    ['en', 'Quality is declining.', 'direction:declining'],
  ] as const)('%s: %s', (lang, text, miss) => expect(check(text, lang)).toEqual([miss]));
});

describe('comparisons show both facts and say what they say', () => {
  it.each([
    ['ko', '설비종합효율 74.2%는 목표 80%보다 낮습니다.'],
    ['en', 'OEE of 74.2 % is lower than the target of 80 %.'],
    ['en', 'At 74.2 % OEE stayed below 80 %.'],
  ] as const)('%s: %s', (lang, text) => expect(check(text, lang)).toEqual([]));

  it.each([
    ['ko', '설비종합효율 74.2%는 목표 80%보다 높습니다.', 'comparison:보다 높'],
    ['ko', '설비종합효율은 목표보다 낮습니다.', 'comparison:보다 낮'],
    ['en', 'OEE of 74.2 % is higher than the target of 80 %.', 'comparison:higher than'],
    ['en', 'OEE of 74.2 % exceeds the target.', 'comparison:exceeds'],
  ] as const)('%s: %s', (lang, text, miss) => expect(check(text, lang)).toEqual([miss]));
});

it('a text too long to be checked in time is a miss, and hostile text within the limit ends within seconds', () => {
  expect(check('가'.repeat(8001))).toHaveLength(1);
  const started = performance.now();
  for (const part of ['천 ', 'a-', '1,', '1 ', 'twenty-', '증가 ', '1만']) check(part.repeat(Math.floor(7900 / part.length)));
  expect(performance.now() - started).toBeLessThan(6000);
});

describe('slots', () => {
  it('fill with the fact, its decimals and unit, and carry it for the hover text', () => {
    const filled = fillSlots('OEE {{fact:oee}}, 신호 {{fact:signals}}건, 생산 {{fact:produced}}', facts);
    expect(filled.text).toBe('OEE 74.2%, 신호 3건, 생산 12,000개');
    expect(filled.segments.filter((segment) => segment.factId).map((segment) => segment.fact)).toEqual([
      'OEE · oee',
      'signals · signals',
      'produced',
    ]);
    expect(checkNumerals(filled, facts, 'ko')).toEqual([]);
  });

  it('of an unknown fact are a miss and read n/a', () => {
    const filled = fillSlots('OEE {{fact:nothing}}', facts);
    expect(filled.text).toBe('OEE n/a');
    expect(checkNumerals(filled, facts, 'ko').map((miss) => miss.kind)).toEqual(['slot']);
  });

  it('do not excuse what is written behind them', () => {
    expect(checkNumerals(fillSlots('생산 {{fact:signals}}만 건', facts), facts, 'ko').map((miss) => miss.kind)).toEqual(['numeral']);
    expect(checkNumerals(fillSlots('신호 {{fact:signals}}%', facts), facts, 'ko').map((miss) => miss.kind)).toEqual(['unit']);
    expect(checkNumerals(fillSlots('신호 {{fact:signals}}건, 손실 17건', facts), facts, 'ko').map((miss) => miss.text)).toEqual(['17건']);
  });

  it('bind their own fact in directions, so that the right number at the wrong subject is caught', () => {
    expect(checkNumerals(fillSlots('설비종합효율이 {{fact:oee}}로 증가', facts), facts, 'ko').map((miss) => miss.kind)).toEqual([
      'direction',
    ]);
  });
});

describe('any whole number, however it is written', () => {
  /** 123,456,789 as 1억 2345만 6789. */
  const korean = (value: number): string => {
    const parts = [
      [Math.floor(value / 1e8), '억'],
      [Math.floor(value / 1e4) % 1e4, '만'],
      [value % 1e4, ''],
    ] as const;
    return parts.flatMap(([part, power]) => (part > 0 ? [`${part}${power}`] : [])).join(' ') || '0';
  };
  const forms = (value: number): string[] => [String(value), value.toLocaleString('en-US'), korean(value)];
  const anyNumber = fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 2_000_000_000 }));

  it('stands with its fact and is a miss without it', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (value, other) => {
        fc.pre(value !== other);
        for (const form of forms(value)) {
          const text = `검사한 수량은 ${form}개입니다.`;
          expect(checkNumerals(text, [{ id: 'x', value }], 'ko')).toEqual([]);
          expect(checkNumerals(text, [{ id: 'x', value: other }], 'ko').map((miss) => miss.kind)).toEqual(['numeral']);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with decimals stands only at the rounding of its fact', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 4 }), (digits, decimals) => {
        const value = digits / 10 ** decimals;
        const fact = { id: 'x', value, unit: 'mm', decimals };
        expect(checkNumerals(`두께는 ${value.toFixed(decimals)} mm입니다.`, [fact], 'ko')).toEqual([]);
        const next = (value + 10 ** -decimals).toFixed(decimals);
        fc.pre(Number(next) !== Math.abs(value));
        expect(checkNumerals(`두께는 ${next} mm입니다.`, [fact], 'ko')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
