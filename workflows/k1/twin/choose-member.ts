// Which member of an enum fits what the facts say: by the words that factories use for verdicts, in English and Korean.
import type { Json } from '../../definition/json.ts';
import type { Lean } from './prompt-facts.ts';

const WORDS: Readonly<Record<Lean, readonly string[]>> = {
  bad: [
    'reject',
    'rejected',
    'fail',
    'failed',
    'nok',
    'ng',
    'nonconforming',
    'nonconformity',
    'return',
    'scrap',
    'stop',
    'block',
    'high',
    'critical',
    'major',
    'red',
    '불합격',
    '부적합',
    '반품',
    '폐기',
    '거부',
    '중단',
    '높음',
  ],
  concern: [
    'hold',
    'review',
    'investigate',
    'inspect',
    'monitor',
    'watch',
    'conditional',
    'concession',
    'warn',
    'warning',
    'caution',
    'rework',
    'medium',
    'minor',
    'yellow',
    'attention',
    'escalate',
    '보류',
    '검토',
    '조사',
    '주의',
    '조건부',
    '재작업',
    '재검사',
    '확인',
    '보통',
  ],
  good: [
    'accept',
    'accepted',
    'pass',
    'passed',
    'ok',
    'conforming',
    'release',
    'released',
    'approve',
    'approved',
    'none',
    'low',
    'normal',
    'stable',
    'green',
    'continue',
    '합격',
    '적합',
    '승인',
    '정상',
    '양호',
    '출하',
    '안정',
    '낮음',
  ],
  unknown: ['unknown', 'insufficient', 'undetermined', 'unclear', 'unsure', '판단불가', '불명', '모름', '자료부족'],
};

/** Where a list has no member of the wanted lean, the next careful one. */
const ORDER: Readonly<Record<Lean, readonly Lean[]>> = {
  bad: ['bad', 'concern', 'unknown'],
  concern: ['concern', 'unknown', 'bad'],
  good: ['good', 'concern', 'unknown'],
  unknown: ['unknown', 'concern'],
};

export function chooseMember(members: readonly Json[], lean: Lean, random: () => number): Json {
  for (const wanted of ORDER[lean]) {
    const fitting = members.find((member) => typeof member === 'string' && leanOfWord(member) === wanted);
    if (fitting !== undefined) return fitting;
  }
  return members[Math.floor(random() * members.length)] ?? null;
}

/** What a verdict word means; undefined for words that are no verdict. "not-accepted" and "out-of-control" count as bad and concern. */
export function leanOfWord(word: string): Lean | undefined {
  const parts = word
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((part) => part !== '');
  const joined = parts.join('');
  if (parts[0] === 'not' || parts[0] === 'non' || parts[0] === 'un') return 'bad';
  if (joined === 'outofcontrol') return 'concern';
  for (const lean of ['concern', 'bad', 'unknown', 'good'] as const) {
    if (WORDS[lean].includes(joined) || parts.some((part) => WORDS[lean].includes(part))) return lean;
  }
  return undefined;
}
