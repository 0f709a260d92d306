// Finds the numbers of a sentence, Korean forms too, so that a claim can be held against its source by value and unit. Pure.

export interface Numeral {
  /** As written; a compound of Korean multipliers as one number. */
  readonly text: string;
  /** Plain decimal without separators or trailing zeros: `1,000.50` is `1000.5`. */
  readonly value: string;
  /** Unit or counter as compared; null where none follows. */
  readonly unit: string | null;
}

// A minus is a sign only at the start of a word: `10-20` is a range, `WI-101` a code.
const numeral = /(?:(?<=^|[\s(~:=])-)?(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)/gu;
const multipliers: Readonly<Record<string, number>> = { 천: 3, 만: 4, 백만: 6, 천만: 7, 억: 8, 조: 12 };
const after =
  /^\s?(백만|천만|천|만|억|조)?\s?(퍼센트|프로|percent|per cent|시간|minutes?|hours?|seconds?|days?|weeks?|months?|years?|개월|주일|℃|°\s?[cf]|[%‰]|[가-힣]|(?:μ|µ|k|m|c|n)?(?:n·?m|pa|hz|mm|m|g|l|v|a|w|s|Ω)\b|(?:ppm|bar|rpm|hrc|dpmo|psi|mpa|kgf|db)\b)/iu;
const units: Readonly<Record<string, string>> = {
  퍼센트: '%',
  프로: '%',
  percent: '%',
  'per cent': '%',
  n·m: 'nm',
  시: '시',
  minute: '분',
  minutes: '분',
  hour: '시간',
  hours: '시간',
  second: '초',
  seconds: '초',
  day: '일',
  days: '일',
  week: '주',
  weeks: '주',
  주일: '주',
  month: '개월',
  months: '개월',
  year: '년',
  years: '년',
  '°c': '℃',
  s: '초',
};
// A syllable after a number is a unit only when it is a counter: "5는" has a particle, not a unit.
const counters = new Set([
  '개',
  '분',
  '초',
  '일',
  '주',
  '년',
  '월',
  '시',
  '회',
  '명',
  '건',
  '대',
  '장',
  '매',
  '배',
  '급',
  '호',
  '차',
  '도',
  '톤',
  '원',
  '점',
  '번',
  '인',
  '식',
  '시간',
  '개월',
]);

/** `1만 2천` and `3억 5,000만` are one number each. */
const compound = /(?<![\d.,])(?:\d[\d,]*\s?[조억만천]\s?)+\d[\d,]*(?:\s?[억만천])?(?![\d.])/g;

function composed(text: string): string {
  const parts = [...text.matchAll(/(\d[\d,]*)\s?([조억만천]?)/g)];
  const sum = parts.reduce(
    (total, part) => total + BigInt((part[1] ?? '0').replaceAll(',', '')) * 10n ** BigInt(multipliers[part[2] ?? ''] ?? 0),
    0n,
  );
  return String(sum);
}

/** The numbers of a text in order. Digits inside a code (`WI-101`, `M8`) count as numbers too: a wrong code is a wrong claim. */
export function numeralsOf(text: string): Numeral[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[−–](?=\d)/g, '-')
    .replace(compound, composed);
  return [...plain.matchAll(numeral)].map((match) => {
    const rest = after.exec(plain.slice(match.index + match[0].length, match.index + match[0].length + 16));
    const shift = multipliers[rest?.[1] ?? ''] ?? 0;
    return { text: match[0], value: shiftDecimal(canonical(match[0]), shift), unit: unitOf(rest?.[2]) };
  });
}

/** True when a source has the same value, with the same unit wherever both state one. */
export function numeralStands(claim: Numeral, sources: readonly Numeral[]): boolean {
  return sources.some(
    (source) => source.value === claim.value && (source.unit === null || claim.unit === null || source.unit === claim.unit),
  );
}

function unitOf(raw: string | undefined): string | null {
  if (raw === undefined) return null;
  const unit = raw
    .toLowerCase()
    .replace(/\s+/g, raw.toLowerCase() === 'per cent' ? ' ' : '')
    .replace('µ', 'μ');
  if (/^[가-힣]+$/.test(unit) && units[unit] === undefined && !counters.has(unit)) return null;
  return units[unit] ?? unit;
}

function canonical(raw: string): string {
  if (raw.startsWith('-')) return `-${canonical(raw.slice(1))}`;
  const digits = raw.replaceAll(',', '');
  if ((digits.match(/\./g)?.length ?? 0) > 1) return digits;
  const [whole = '0', fraction = ''] = digits.split('.');
  const trimmed = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${trimmed === '' ? '' : `.${trimmed}`}`;
}

/** Moves the decimal point of a canonical decimal to the right, by text, so that no value passes through a double. */
function shiftDecimal(value: string, places: number): string {
  if (places === 0) return value;
  const [whole = '0', fraction = ''] = value.split('.');
  const padded = fraction.padEnd(places, '0');
  return canonical(`${whole}${padded.slice(0, places)}.${padded.slice(places)}`);
}
