// The twin's sentences in Korean and English: what the facts say, and that no model judged.
import type { PromptFacts } from './prompt-facts.ts';

export const STAND_IN_WORDS = {
  ko: '대역 모델의 답이며 실제 판단이 아닙니다.',
  en: 'Stand-in model, no real judgement.',
} as const;

/** One sentence for each fact that counts. */
export function findings(facts: PromptFacts): string[] {
  return facts.korean ? koreanFindings(facts) : englishFindings(facts);
}

/** The findings and the stand-in's mark, as one paragraph. */
export function reasonOf(facts: PromptFacts): string {
  const { lean, korean } = facts;
  const told = findings(facts);
  if (told.length === 0) told.push(korean ? '판단에 쓸 수치가 주어지지 않았습니다.' : 'No figures to judge by were given.');
  const closing = {
    ko: {
      good: '합격에 반대되는 사실이 없습니다.',
      concern: '사람이 확인해야 합니다.',
      bad: '불합격으로 볼 사실이 있습니다.',
      unknown: '',
    },
    en: {
      good: 'Nothing speaks against acceptance.',
      concern: 'A person should look at it.',
      bad: 'The facts call for rejection.',
      unknown: '',
    },
  }[korean ? 'ko' : 'en'][lean];
  return [...told, closing, STAND_IN_WORDS[korean ? 'ko' : 'en']].filter((sentence) => sentence !== '').join(' ');
}

function koreanFindings({
  sampleSize,
  defects,
  acceptNumber,
  rejectNumber,
  signals,
  rules,
  points,
  outOfTolerance,
  cpk,
}: PromptFacts): string[] {
  const told: string[] = [];
  if (defects !== undefined) {
    const sample = sampleSize === undefined ? '' : `표본 ${sampleSize}개 중 `;
    if (rejectNumber !== undefined && defects >= rejectNumber)
      told.push(`${sample}부적합 ${defects}개로 불합격 판정 개수 ${rejectNumber} 이상입니다.`);
    else if (acceptNumber !== undefined && defects <= acceptNumber)
      told.push(`${sample}부적합 ${defects}개로 합격 판정 개수 ${acceptNumber} 이하입니다.`);
    else told.push(`${sample}부적합 ${defects}개입니다.`);
  }
  if (outOfTolerance !== undefined && outOfTolerance > 0) told.push(`규격을 벗어난 측정값이 ${outOfTolerance}개 있습니다.`);
  if (signals !== undefined) {
    const where = points.length === 0 ? '' : ` ${points.join(', ')}번째 점에`;
    told.push(signals === 0 ? '관리도에 이상 신호가 없습니다.' : `관리도${where} 이상 신호 ${signals}건이 있습니다${names(rules, 'ko')}.`);
  }
  if (cpk !== undefined) told.push(`공정능력 Cpk는 ${cpk}입니다.`);
  return told;
}

function englishFindings({
  sampleSize,
  defects,
  acceptNumber,
  rejectNumber,
  signals,
  rules,
  points,
  outOfTolerance,
  cpk,
}: PromptFacts): string[] {
  const told: string[] = [];
  if (defects !== undefined) {
    const sample = sampleSize === undefined ? '' : ` in a sample of ${sampleSize}`;
    if (rejectNumber !== undefined && defects >= rejectNumber)
      told.push(`${defects} nonconforming${sample} reach the rejection number ${rejectNumber}.`);
    else if (acceptNumber !== undefined && defects <= acceptNumber)
      told.push(`${defects} nonconforming${sample} stay within the acceptance number ${acceptNumber}.`);
    else told.push(`${defects} nonconforming${sample}.`);
  }
  if (outOfTolerance !== undefined && outOfTolerance > 0)
    told.push(`${outOfTolerance} measured value${outOfTolerance === 1 ? ' lies' : 's lie'} outside the specification.`);
  if (signals !== undefined) {
    const where = points.length === 0 ? '' : ` at point ${points.join(', ')}`;
    told.push(
      signals === 0
        ? 'The control chart shows no signal.'
        : `The control chart shows ${signals} signal${signals === 1 ? '' : 's'}${where}${names(rules, 'en')}.`,
    );
  }
  if (cpk !== undefined) told.push(`Process capability Cpk is ${cpk}.`);
  return told;
}

/** Run rules in words; rules by other names stand as they are. */
const RULES: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = {
  beyond: { ko: '관리 한계 이탈', en: 'beyond a control limit' },
  W1: { ko: '관리 한계 이탈', en: 'beyond a control limit' },
  W2: { ko: '3점 중 2점이 2시그마 밖', en: 'two of three beyond two sigma' },
  W3: { ko: '5점 중 4점이 1시그마 밖', en: 'four of five beyond one sigma' },
  W4: { ko: '연속 8점이 한쪽', en: 'eight on one side' },
  N1: { ko: '관리 한계 이탈', en: 'beyond a control limit' },
  N2: { ko: '연속 9점이 한쪽', en: 'nine on one side' },
  N3: { ko: '연속 6점이 증가 또는 감소', en: 'six rising or falling' },
  N4: { ko: '연속 14점이 교대로 증감', en: 'fourteen alternating' },
  N5: { ko: '3점 중 2점이 2시그마 밖', en: 'two of three beyond two sigma' },
  N6: { ko: '5점 중 4점이 1시그마 밖', en: 'four of five beyond one sigma' },
  N7: { ko: '연속 15점이 1시그마 안', en: 'fifteen within one sigma' },
  N8: { ko: '연속 8점이 1시그마 밖', en: 'eight beyond one sigma' },
};

function names(rules: readonly string[], language: 'ko' | 'en'): string {
  const told = [...new Set(rules.map((rule) => RULES[rule]?.[language] ?? rule))];
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}
