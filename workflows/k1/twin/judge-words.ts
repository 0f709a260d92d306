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

function koreanFindings({ sampleSize, defects, acceptNumber, rejectNumber, signals, rules, cpk }: PromptFacts): string[] {
  const told: string[] = [];
  if (defects !== undefined) {
    const sample = sampleSize === undefined ? '' : `표본 ${sampleSize}개 중 `;
    if (rejectNumber !== undefined && defects >= rejectNumber)
      told.push(`${sample}부적합 ${defects}개로 불합격 판정 개수 ${rejectNumber} 이상입니다.`);
    else if (acceptNumber !== undefined && defects <= acceptNumber)
      told.push(`${sample}부적합 ${defects}개로 합격 판정 개수 ${acceptNumber} 이하입니다.`);
    else told.push(`${sample}부적합 ${defects}개입니다.`);
  }
  if (signals !== undefined) {
    const names = rules.length === 0 ? '' : `(${rules.join(', ')})`;
    told.push(signals === 0 ? '관리도에 이상 신호가 없습니다.' : `관리도에 이상 신호 ${signals}건${names}이 있습니다.`);
  }
  if (cpk !== undefined) told.push(`공정능력 Cpk는 ${cpk}입니다.`);
  return told;
}

function englishFindings({ sampleSize, defects, acceptNumber, rejectNumber, signals, rules, cpk }: PromptFacts): string[] {
  const told: string[] = [];
  if (defects !== undefined) {
    const sample = sampleSize === undefined ? '' : ` in a sample of ${sampleSize}`;
    if (rejectNumber !== undefined && defects >= rejectNumber)
      told.push(`${defects} nonconforming${sample} reach the rejection number ${rejectNumber}.`);
    else if (acceptNumber !== undefined && defects <= acceptNumber)
      told.push(`${defects} nonconforming${sample} stay within the acceptance number ${acceptNumber}.`);
    else told.push(`${defects} nonconforming${sample}.`);
  }
  if (signals !== undefined) {
    const names = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
    told.push(
      signals === 0
        ? 'The control chart shows no signal.'
        : `The control chart shows ${signals} signal${signals === 1 ? '' : 's'}${names}.`,
    );
  }
  if (cpk !== undefined) told.push(`Process capability Cpk is ${cpk}.`);
  return told;
}
