// Documents have an end: at most 5,000 tasks, and the checks never walk deeper than the parser would have let through.
import { type Checking, report } from './checking.ts';
import { isJsonObject, type Json } from './json.ts';

export const MAXIMUM_TASKS = 5000;
const MAXIMUM_DEPTH = 200;
const LISTS = ['do', 'try', 'branches', 'before', 'after', 'compensate'] as const;

/** @returns whether the document is small enough for the other checks. */
export function checkTaskCount(checking: Checking): boolean {
  let tasks = 0;
  let tooDeep = false;
  const stack: { value: Json; depth: number }[] = [{ value: checking.document, depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAXIMUM_DEPTH) tooDeep = true;
    if (tooDeep || tasks > MAXIMUM_TASKS) break;
    if (isJsonObject(value)) for (const key of LISTS) tasks += Array.isArray(value[key]) ? (value[key] as readonly Json[]).length : 0;
    for (const part of Object.values(value)) stack.push({ value: part as Json, depth: depth + 1 });
  }
  if (tooDeep) report(checking, '', 'too-deep', 'The document nests deeper than 100 levels.', '문서가 100단계보다 깊이 중첩되었습니다.');
  if (tasks > MAXIMUM_TASKS)
    report(
      checking,
      '',
      'too-many-tasks',
      `The document has more than ${MAXIMUM_TASKS} tasks; split it into workflows that run each other.`,
      `작업이 ${MAXIMUM_TASKS}개를 넘습니다. 서로 실행하는 워크플로 여럿으로 나누세요.`,
    );
  return !tooDeep && tasks <= MAXIMUM_TASKS;
}
