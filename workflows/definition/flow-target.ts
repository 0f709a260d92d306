// Where a task may lead: `then` names a task of the same list, or one of three words.
import { type Check, report } from './checking.ts';
import { suggestion } from './closest.ts';
import { isType } from './shape.ts';

/** Names that `then` may lead to: the tasks of the same list. */
export type Siblings = ReadonlySet<string>;

export const FLOW_WORDS: ReadonlySet<string> = new Set(['continue', 'exit', 'end']);

export function flowTarget(siblings: Siblings): Check {
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'string') || typeof value !== 'string') return;
    if (FLOW_WORDS.has(value) || siblings.has(value)) return;
    const guess = suggestion(value, [...siblings, ...FLOW_WORDS]);
    report(
      checking,
      path,
      'unknown-task',
      `"${value}" is not a task of this list; \`then\` leads to a task of the same list, or is continue, exit or end.${guess.en}`,
      `이 목록에 "${value}" 작업이 없습니다. \`then\`에는 같은 목록의 작업이나 continue, exit, end를 씁니다.${guess.ko}`,
    );
  };
}
