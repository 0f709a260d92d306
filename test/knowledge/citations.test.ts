// A sentence stays only with its evidence: every way of not having it removes the sentence and is named.
import { describe, expect, it } from 'vitest';
import { checkAnswer, quoteStands, type UnsupportedCode } from '../../workflows/knowledge/citations.ts';
import { numeralsOf, numeralStands } from '../../workflows/knowledge/numerals.ts';
import { passageOf } from './passage-builder.ts';

const torque = passageOf(
  'wi-101',
  '커버 볼트의 목표 체결 토크는 25 N·m이고 허용 범위는 ±2 N·m이다. 한 번 풀었던 볼트는 다시 사용하지 않는다.',
  { heading: 'WI-101 볼트 체결' },
);
const tip = passageOf(
  'wi-110',
  'Set the iron to 350 °C; the tip must never exceed 380 °C. Clean the pad with isopropyl alcohol within 1 hour.',
);
const passages = [torque, tip];

function codesOf(text: string, quote: string, passageId = torque.id): UnsupportedCode[] {
  return checkAnswer({ sentences: [{ text, citations: [{ passageId, quote }] }] }, passages).removed.flatMap(({ reasons }) =>
    reasons.map(({ code }) => code),
  );
}

describe('checkAnswer', () => {
  it('keeps a sentence whose quote, numbers and words stand in the passage', () => {
    const checked = checkAnswer(
      {
        sentences: [
          { text: '커버 볼트는 25 N·m로 체결한다.', citations: [{ passageId: torque.id, quote: '커버 볼트의 목표 체결 토크는 25 N·m' }] },
        ],
      },
      passages,
    );
    expect(checked).toMatchObject({ found: true, removed: [], quotesChecked: 1, quotesVerified: 1 });
  });

  it('keeps a sentence in another language than its source', () => {
    expect(codesOf('인두 온도는 350 ℃로 맞춘다.', 'Set the iron to 350 °C', tip.id)).toEqual([]);
    expect(codesOf('The cover bolt is tightened to 25 N·m.', '커버 볼트의 목표 체결 토크는 25 N·m')).toEqual([]);
  });

  it.each<[string, string, string, string, UnsupportedCode[]]>([
    ['an invented quote', '커버 볼트는 25 N·m로 체결한다.', '커버 볼트의 목표 토크는 항상 25 N·m', torque.id, ['quote-not-in-passage']],
    [
      'a quote of another passage',
      '커버 볼트는 25 N·m로 체결한다.',
      '커버 볼트의 목표 체결 토크는 25 N·m',
      tip.id,
      ['quote-not-in-passage'],
    ],
    [
      'a passage that was not given',
      '커버 볼트는 25 N·m로 체결한다.',
      '커버 볼트의 목표 체결 토크는 25 N·m',
      'other@1#1',
      ['unknown-passage'],
    ],
    ['a quote that stands anywhere', '커버 볼트는 25 N·m로 체결한다.', '볼트', torque.id, ['quote-too-short']],
    ['a quote of dots', '커버 볼트는 25 N·m로 체결한다.', '. . . . . . . .', torque.id, ['quote-too-short']],
    ['a wrong number', '커버 볼트는 52 N·m로 체결한다.', '커버 볼트의 목표 체결 토크는 25 N·m', torque.id, ['number-not-in-passage']],
    [
      'a right number with a wrong unit',
      '커버 볼트는 25 mm로 체결한다.',
      '커버 볼트의 목표 체결 토크는 25 N·m',
      torque.id,
      ['number-not-in-passage'],
    ],
    [
      'a negation dropped (ko)',
      '한 번 풀었던 볼트는 다시 사용한다.',
      '한 번 풀었던 볼트는 다시 사용하지 않는다',
      torque.id,
      ['negation-differs'],
    ],
    ['a negation dropped (en)', 'The tip must exceed 380 °C.', 'the tip must never exceed 380 °C', tip.id, ['negation-differs']],
    ['a negation added', 'Do not set the iron to 350 °C.', 'Set the iron to 350 °C', tip.id, ['negation-differs']],
    ['another subject', '점심 식사는 구내식당에서 제공한다.', '커버 볼트의 목표 체결 토크는 25 N·m', torque.id, ['words-not-in-passage']],
    ['nothing said', ' ', '커버 볼트의 목표 체결 토크는 25 N·m', torque.id, ['empty-sentence']],
  ])('removes %s', (_, text, quote, passageId, codes) => {
    expect(codesOf(text, quote, passageId)).toEqual(codes);
  });

  it('removes a sentence without citation, also one that has one false quote beside a true one', () => {
    const good = { passageId: torque.id, quote: '커버 볼트의 목표 체결 토크는 25 N·m' };
    const checked = checkAnswer(
      {
        sentences: [
          { text: '볼트를 체결한다.', citations: [] },
          { text: '커버 볼트는 25 N·m이다.', citations: [good, { ...good, quote: '목표는 자유롭게 정한다' }] },
        ],
      },
      passages,
    );
    expect(checked).toMatchObject({ found: false, sentences: [], quotesChecked: 2, quotesVerified: 1 });
    expect(checked.removed.map(({ reasons }) => reasons[0]?.code)).toEqual(['no-citation', 'quote-not-in-passage']);
  });

  it('takes "not found" as an answer and says so', () => {
    expect(checkAnswer({ sentences: [] }, passages)).toMatchObject({ found: false, removed: [] });
  });

  it('does not let a superseded passage be cited as in force', () => {
    const draft = {
      sentences: [
        { text: '커버 볼트는 25 N·m로 체결한다.', citations: [{ passageId: torque.id, quote: '커버 볼트의 목표 체결 토크는 25 N·m' }] },
      ],
    };
    expect(checkAnswer(draft, passages, { currentIds: new Set([tip.id]) }).removed[0]?.reasons[0]?.code).toBe('superseded-passage');
  });

  it('finds a quote whatever its white space, Unicode form, hidden characters and quotation marks', () => {
    expect(quoteStands('체결  토크는\n25 N·m', torque.text)).toBe(true);
    expect(quoteStands('체결 토크는 25'.normalize('NFD'), torque.text)).toBe(true);
    expect(quoteStands('체\u200B결 토크는 25', torque.text)).toBe(true);
    expect(quoteStands('the “tip” – must', 'the "tip" - must')).toBe(true);
    expect(quoteStands('', torque.text)).toBe(false);
  });
});

describe('numeralsOf', () => {
  const values = (text: string): string[] => numeralsOf(text).map(({ value, unit }) => `${value}${unit === null ? '' : ` ${unit}`}`);

  it('reads separators, decimals, Korean multipliers, full-width digits, counters and units in one form', () => {
    expect(values('1,000.50개, 3만 원, １５％, 0.050 mm, 30 minutes, −5℃')).toEqual([
      '1000.5 개',
      '30000 원',
      '15 %',
      '0.05 mm',
      '30 분',
      '-5 ℃',
    ]);
    expect(values('1만 2천개, 3억 5,000만 원, 2만3000 km')).toEqual(['12000 개', '350000000 원', '23000 km']);
    expect(values('10~20 퍼센트, 2026-03-01')).toEqual(['10', '20 %', '2026', '3', '1']);
  });

  it('tells values apart that differ by sign, place or unit', () => {
    const [source] = [numeralsOf('25 N·m, 1.5 mm, 5 ℃')];
    for (const claim of ['2.5 N·m', '25 mm', '15 mm', '-5 ℃', '250'])
      expect(numeralsOf(claim).every((numeral) => numeralStands(numeral, source))).toBe(false);
    for (const claim of ['25', '25.0 N·m', '1.50 mm', '5'])
      expect(numeralsOf(claim).every((numeral) => numeralStands(numeral, source))).toBe(true);
  });
});
