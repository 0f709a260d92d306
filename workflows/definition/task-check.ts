// Lists of tasks: names, kinds, the fields of each kind, and where `then` may lead.
import { aixTask } from './aix-check.ts';
import { checkCall } from './call-check.ts';
import { type Check, type Checking, report, withVariables } from './checking.ts';
import { closest, suggestion } from './closest.ts';
import {
  dataInput,
  dataOutput,
  duration,
  emittedEvent,
  errorDefinition,
  errorFilter,
  eventConsumption,
  reference,
  retryPolicy,
  timeout,
} from './data-shapes.ts';
import { TASK_KINDS, type TaskKind } from './document.ts';
import { condition, expressionText, template } from './expression-check.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { outside } from './outside-profile.ts';
import { pointer } from './pointer.ts';
import { allOf, byType, choice, exactlyOne, type FieldTable, fields, flag, isType, nonEmptyText, oneKey, required } from './shape.ts';

const anyValue: Check = () => {};

/** Names that `then` may lead to: the tasks of the same list. */
type Siblings = ReadonlySet<string>;

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
    if (name === 'continue' || name === 'exit' || name === 'end')
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

export function checkTask(checking: Checking, task: Json, path: string, siblings: Siblings): void {
  if (!isType(checking, task, path, 'object') || !isJsonObject(task)) return;
  const kind = kindOf(checking, task, path);
  if (kind === undefined) return;
  const table = { ...baseTable(siblings), ...KINDS[kind](task, siblings) };
  const within = kind === 'for' ? forScope(checking, task) : checking;
  if (checking.concurrent && Object.hasOwn(task, 'export')) {
    report(
      checking,
      pointer(path, 'export'),
      'export-in-concurrent-for',
      '`export` is not allowed inside a `for` with concurrency above 1; collect the outputs instead.',
      '동시 실행(concurrency 2 이상) `for` 안에서는 `export`를 쓸 수 없습니다. 출력을 모아 쓰세요.',
    );
  }
  fields(table)(within, task, path);
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
    then: then(siblings),
    metadata: aixTask(taskList),
  };
}

function then(siblings: Siblings): Check {
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'string') || typeof value !== 'string') return;
    if (value === 'continue' || value === 'exit' || value === 'end' || siblings.has(value)) return;
    const guess = suggestion(value, [...siblings, 'continue', 'exit', 'end']);
    report(
      checking,
      path,
      'unknown-task',
      `"${value}" is not a task of this list; \`then\` leads to a task of the same list, or is continue, exit or end.${guess.en}`,
      `이 목록에 "${value}" 작업이 없습니다. \`then\`에는 같은 목록의 작업이나 continue, exit, end를 씁니다.${guess.ko}`,
    );
  };
}

function forScope(checking: Checking, task: JsonObject): Checking {
  const loop = isJsonObject(task['for']) ? task['for'] : {};
  const name = (key: string, otherwise: string): string => (typeof loop[key] === 'string' ? loop[key] : otherwise);
  return withVariables(checking, name('each', 'item'), name('at', 'index'));
}

function concurrencyOf(task: JsonObject): Json | undefined {
  const aix = isJsonObject(task['metadata']) ? task['metadata']['aix'] : undefined;
  return isJsonObject(aix) ? aix['concurrency'] : undefined;
}

function isConcurrent(task: JsonObject): boolean {
  const concurrency = concurrencyOf(task);
  return typeof concurrency === 'number' && concurrency > 1;
}

const variableName: Check = (checking, value, path) => {
  if (!isType(checking, value, path, 'string') || typeof value !== 'string') return;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(value))
    report(
      checking,
      path,
      'invalid-variable',
      `"${value}" cannot be a variable; write letters, digits and _ without a $.`,
      `"${value}"은(는) 변수 이름이 될 수 없습니다. $ 없이 영문자, 숫자, _로 쓰세요.`,
    );
};

const runOutside = (what: string): Check =>
  outside(
    `run.${what} is not supported; use call with http, openapi, mcp or a catalog task.`,
    `run.${what}은(는) 지원하지 않습니다. http, openapi, mcp나 카탈로그 작업을 call로 쓰세요.`,
  );

/** The fields of each kind, besides those that all tasks have. The record is closed: a kind that is missing does not compile. */
const KINDS: Readonly<Record<TaskKind, (task: JsonObject, siblings: Siblings) => FieldTable>> = {
  call: () => ({ call: required(anyValue), with: anyValue }),
  do: () => ({ do: required(taskList) }),
  emit: () => ({ emit: required(fields({ event: required(emittedEvent) })) }),
  for: (task) => ({
    for: required(fields({ each: variableName, in: required(condition), at: variableName })),
    while: condition,
    do: required((checking, value, path) =>
      checkTaskList({ ...checking, concurrent: checking.concurrent || isConcurrent(task) }, value, path),
    ),
  }),
  fork: () => ({
    fork: required(fields({ branches: required((checking, value, path) => checkTaskList(checking, value, path, false)), compete: flag })),
  }),
  listen: () => ({
    listen: required(fields({ to: required(eventConsumption), read: choice('data', 'envelope', 'raw') })),
    foreach: checkForeach,
  }),
  raise: () => ({
    raise: required(fields({ error: required(byType({ object: errorDefinition, string: reference('errors', 'unknown-error') })) })),
  }),
  run: () => ({
    run: required(
      fields(
        {
          workflow: fields({
            namespace: required(nonEmptyText),
            name: required(nonEmptyText),
            version: nonEmptyText,
            input: byType({ object: template, string: expressionText }),
          }),
          container: runOutside('container'),
          script: runOutside('script'),
          shell: runOutside('shell'),
          await: flag,
          return: choice('stdout', 'stderr', 'code', 'all', 'none'),
        },
        exactlyOne(['workflow', 'container', 'script', 'shell']),
      ),
    ),
  }),
  set: () => ({ set: required(allOf(byType({ object: template, string: template }), notEmpty)) }),
  switch: (_task, siblings) => ({ switch: required(checkCases(siblings)) }),
  try: () => ({ try: required(taskList), catch: required(checkCatch) }),
  wait: () => ({ wait: required(duration) }),
};

function notEmpty(checking: Checking, value: Json, path: string): void {
  if (isJsonObject(value) && Object.keys(value).length === 0)
    report(checking, path, 'min-properties', 'Nothing is set; give at least one field.', '설정할 값이 없습니다. 항목을 하나 이상 쓰세요.');
}

function checkForeach(checking: Checking, value: Json, path: string): void {
  const loop = isJsonObject(value) ? value : {};
  const name = (key: string, otherwise: string): string => (typeof loop[key] === 'string' ? loop[key] : otherwise);
  fields({ item: variableName, at: variableName, do: taskList, output: dataOutput, export: dataOutput })(
    withVariables(checking, name('item', 'item'), name('at', 'index')),
    value,
    path,
  );
}

function checkCatch(checking: Checking, value: Json, path: string): void {
  const as = isJsonObject(value) && typeof value['as'] === 'string' ? value['as'] : 'error';
  fields({
    errors: fields({ with: errorFilter }),
    as: variableName,
    when: condition,
    exceptWhen: condition,
    retry: byType({ object: retryPolicy, string: reference('retries', 'unknown-retry') }),
    do: taskList,
  })(withVariables(checking, as), value, path);
}

function checkCases(siblings: Siblings): Check {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
  const one = fields({ when: condition, then: required(then(siblings)) });
  return (checking, value, path) => {
    if (!isType(checking, value, path, 'array') || !Array.isArray(value)) return;
    if (value.length === 0)
      report(checking, path, 'min-items', 'A switch needs at least one case.', 'switch에는 경우가 하나 이상 있어야 합니다.');
    const seen = new Set<string>();
    let open: string | undefined;
    value.forEach((item: Json, index: number) => {
      const at = pointer(path, index);
      const entry = oneKey(checking, item, at);
      if (!entry) return;
      const [name, choiceOf] = entry;
      if (seen.has(name))
        report(
          checking,
          pointer(at, name),
          'duplicate-case',
          `A case "${name}" stands in this switch already.`,
          `이 switch에 "${name}" 경우가 이미 있습니다.`,
        );
      seen.add(name);
      one(checking, choiceOf, pointer(at, name));
      if (open !== undefined)
        checking.warnings.push({
          path: pointer(at, name),
          code: 'unreachable-case',
          message: `The case "${open}" before it has no \`when\`, so this one is never reached.`,
          messageKo: `앞의 "${open}" 경우에 \`when\`이 없어 여기까지 오지 않습니다.`,
        });
      else if (isJsonObject(choiceOf) && !Object.hasOwn(choiceOf, 'when')) open = name;
    });
  };
}
