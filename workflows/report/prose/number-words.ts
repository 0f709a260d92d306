// Numbers written in words: Korean (sino-Korean with 십/백/천/만/억/조, native with a counter, 절반) and English. Only what a report may say.

const sinoDigits: Readonly<Record<string, number>> = { 영: 0, 일: 1, 이: 2, 삼: 3, 사: 4, 오: 5, 육: 6, 칠: 7, 팔: 8, 구: 9 };
const small: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1000 };
export const large: Readonly<Record<string, number>> = { 만: 1e4, 억: 1e8, 조: 1e12 };
const nativeTens: Readonly<Record<string, number>> = {
  열: 10,
  스물: 20,
  스무: 20,
  서른: 30,
  마흔: 40,
  쉰: 50,
  예순: 60,
  일흔: 70,
  여든: 80,
  아흔: 90,
};
const nativeOnes: Readonly<Record<string, number>> = {
  하나: 1,
  한: 1,
  둘: 2,
  두: 2,
  셋: 3,
  세: 3,
  넷: 4,
  네: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
};
const englishOnes = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const englishTens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Value of a sino-Korean number word (이백삼십, 삼만 오천), undefined where it is none. */
export function sinoNumber(word: string): number | undefined {
  let total = 0;
  let group = 0;
  let digit: number | undefined;
  for (const letter of word.replace(/ /g, '')) {
    const value = sinoDigits[letter];
    const tens = small[letter];
    const power = large[letter];
    if (value !== undefined) {
      if (digit !== undefined) return undefined;
      digit = value;
    } else if (tens !== undefined) {
      group += (digit ?? 1) * tens;
      digit = undefined;
    } else if (power !== undefined) {
      total += (group + (digit ?? 0) || 1) * power;
      group = 0;
      digit = undefined;
    } else {
      return undefined;
    }
  }
  return total + group + (digit ?? 0);
}

/** Value of a native Korean number word (세, 열두), undefined where it is none. */
export function nativeNumber(word: string): number | undefined {
  const tens = Object.keys(nativeTens).find((name) => word.startsWith(name));
  const rest = tens === undefined ? word : word.slice(tens.length);
  const ones = rest === '' ? 0 : nativeOnes[rest];
  if (ones === undefined || word === '') return undefined;
  return (tens === undefined ? 0 : (nativeTens[tens] ?? 0)) + ones;
}

/** Value of an English number of one or two words (twelve, twenty-three, a dozen), undefined where it is none. */
export function englishNumber(word: string): number | undefined {
  const text = word.toLowerCase();
  if (text === 'dozen') return 12;
  if (text === 'hundred') return 100;
  if (text === 'thousand') return 1000;
  if (text === 'million') return 1e6;
  if (englishOnes.includes(text)) return englishOnes.indexOf(text);
  const [tens = '', ones] = text.split(/[- ]/);
  if (!englishTens.includes(tens)) return undefined;
  const digit = ones === undefined ? 0 : englishOnes.indexOf(ones);
  return digit < 0 || digit > 9 ? undefined : (englishTens.indexOf(tens) + 2) * 10 + digit;
}

const counters = '건|개|명|회|점|대|번|로트|매|장|곳|가지|종|차례|배|시간|분|퍼센트|프로|초';
/** Candidates of number words in a text; the value decides. Korean words need a counter behind them, or they would be ordinary syllables. */
export const wordPatterns = {
  // "이 건" is "this case": a lone digit letter counts only before a percent word, everything else needs a power (십 to 조) in it.
  sino: new RegExp(
    `(?<![가-힣])(?:(?=[가-힣 ]*[십백천만억조])[영일이삼사오육칠팔구십백천만억조]+(?: [영일이삼사오육칠팔구십백천만억]+)*(?= ?(?:${counters}))|[영일이삼사오육칠팔구]+(?= ?(?:퍼센트|프로)))`,
    'g',
  ),
  native: new RegExp(
    `(?<![가-힣])((?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?)(?= ?(?:${counters}))`,
    'g',
  ),
  half: /절반|\bhalf\b/gi,
  english: new RegExp(
    `\\b(?:(?:${englishTens.join('|')})(?:[- ](?:${englishOnes.slice(1, 10).join('|')}))?|${englishOnes.filter((word) => word !== 'one').join('|')}|dozen|hundred|thousand|million)\\b`,
    'gi',
  ),
  // "one" alone is mostly no number; before a thing that reports count it is.
  englishOne: /\bone(?= (?:point|lot|signal|case|part|stop|defect|hold|complaint|sample|inspection|hour|minute|percent|unit)\b)/gi,
  doubled: /두 배|\b(?:twice|doubled?)\b/gi,
} as const;
