// Lists of tasks: their names, that each is of exactly one kind, and the fields of that kind.
import { aixTask } from './aix-check.ts';
import { checkCall } from './call-check.ts';
import { type Check, type Checking, report } from './checking.ts';
import { closest } from './closest.ts';
import { dataInput, dataOutput, timeout } from './data-shapes.ts';
import { TASK_KINDS, type TaskKind } from './document.ts';
import { condition } from './expression-check.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { pointer } from './pointer.ts';
import { type FieldTable, fields, isType, oneKey } from './shape.ts';
import { concurrencyOf, TASK_FIELDS, type TaskLists } from './task-fields.ts';
import { FLOW_WORDS, flowTarget, type Siblings } from './flow-target.ts';

/** Checks a `do` list (or try, branches, before ...). `jumps` is false where the tasks do not follow each other (fork). */
export function checkTaskList(checking: Checking, list: Json, path: string, jumps = true): void {
  if (!isType(checking, list, path, 'array') || !Array.isArray(list)) return;
  const siblings: Set<string> = new Set(jumps ? list.flatMap((item) => (isJsonObject(item) ? Object.keys(item) : [])) : []);
  const seen = new Set<string>();
  list.forEach((item: Json, index: number) => {
    const at = pointer(path, index);
    const entry = oneKey(checking, item, at);
    if (!entry) return;
    const [name, task] = entry;
    if (seen.has(name))
      report(
        checking,
        pointer(at, name),
        'duplicate-task',
        `A task "${name}" stands in this list already; names must differ.`,
        `이 목록에 "${name}" 작업이 이미 있습니다. 이름이 서로 달라야 합니다.`,
      );
    if (FLOW_WORDS.has(name))
      report(
        checking,
        pointer(at, name),
        'reserved-name',
        `"${name}" is a word of \`then\`, so no task may be called so.`,
        `"${name}"은(는) \`then\`에 쓰는 말이라 작업 이름이 될 수 없습니다.`,
      );
    seen.add(name);
    checkTask(checking, task, pointer(at, name), siblings);
  });
}

export const taskList: Check = (checking, value, path) => checkTaskList(checking, value, path);
const LISTS: TaskLists = { inOrder: taskList, sideBySide: (checking, value, path) => checkTaskList(checking, value, path, false) };

export function checkTask(checking: Checking, task: Json, path: string, siblings: Siblings): void {
  if (!isType(checking, task, path, 'object') || !isJsonObject(task)) return;
  const kind = kindOf(checking, task, path);
  if (kind === undefined) return;
  const table = { ...baseTable(siblings), ...TASK_FIELDS[kind]({ task, siblings, lists: LISTS }) };
  if (checking.concurrent && Object.hasOwn(task, 'export')) {
    report(
      checking,
      pointer(path, 'export'),
      'export-in-concurrent-for',
      '`export` is not allowed inside a `for` with concurrency above 1; collect the outputs instead.',
      '동시 실행(concurrency 2 이상) `for` 안에서는 `export`를 쓸 수 없습니다. 출력을 모아 쓰세요.',
    );
  }
  fields(table)(checking, task, path);
  if (kind === 'call') checkCall(checking, task, path);
  const concurrency = concurrencyOf(task);
  if (concurrency !== undefined && kind !== 'for') {
    report(
      checking,
      pointer(path, 'metadata', 'aix', 'concurrency'),
      'concurrency-needs-for',
      '`concurrency` belongs to a `for` task; other tasks have no items to run side by side.',
      '`concurrency`는 `for` 작업에만 씁니다.',
    );
  }
}

function kindOf(checking: Checking, task: JsonObject, path: string): TaskKind | undefined {
  const present = TASK_KINDS.filter((kind) => Object.hasOwn(task, kind));
  const kinds = present.includes('for') ? present.filter((kind) => kind !== 'do') : present;
  const [kind] = kinds;
  if (kinds.length === 1) return kind;
  if (kinds.length > 1) {
    report(
      checking,
      path,
      'several-task-kinds',
      `A task does one thing, but this one has ${kinds.join(' and ')}; split it into several tasks.`,
      `작업은 한 가지 일만 합니다. 지금은 ${kinds.join(', ')}이(가) 함께 있습니다. 작업을 나누세요.`,
    );
    return undefined;
  }
  const guess = Object.keys(task)
    .map((key) => closest(key, TASK_KINDS))
    .find((found) => found !== undefined);
  report(
    checking,
    path,
    'no-task-kind',
    `The task does nothing: one of ${TASK_KINDS.join(', ')} is missing.${guess ? ` Did you mean "${guess}"?` : ''}`,
    `하는 일이 없는 작업입니다. ${TASK_KINDS.join(', ')} 가운데 하나가 있어야 합니다.${guess ? ` "${guess}" 아닌가요?` : ''}`,
  );
  return undefined;
}

function baseTable(siblings: Siblings): FieldTable {
  return {
    if: condition,
    input: dataInput,
    output: dataOutput,
    export: dataOutput,
    timeout,
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
    then: flowTarget(siblings),
    metadata: aixTask(taskList),
  };
}
