// The fields of each kind of task, as the specification's own tables have them. Lists of tasks within are checked by task-check.ts,
// which is given, since the two need each other.
import { type Check, type Checking, report, withVariables } from './checking.ts';
import { dataOutput, duration, errorDefinition, errorFilter, reference, retryPolicy } from './data-shapes.ts';
import { emittedEvent, eventConsumption } from './event-shape.ts';
import type { TaskKind } from './document.ts';
import { condition, expressionText, template } from './expression-check.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { outside } from './outside-profile.ts';
import { pointer } from './pointer.ts';
import { allOf, byType, choice, exactlyOne, type FieldTable, fields, flag, isType, nonEmptyText, oneKey, required } from './shape.ts';
import { flowTarget, type Siblings } from './flow-target.ts';

export interface TaskLists {
  readonly inOrder: Check;
  /** Branches of a fork: they do not follow each other, so `then` names none of them. */
  readonly sideBySide: Check;
}

export interface TaskPlace {
  readonly task: JsonObject;
  readonly siblings: Siblings;
  readonly lists: TaskLists;
}

const anyValue: Check = () => {};

export function concurrencyOf(task: JsonObject): Json | undefined {
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
export const TASK_FIELDS: Readonly<Record<TaskKind, (place: TaskPlace) => FieldTable>> = {
  call: () => ({ call: required(anyValue), with: anyValue }),
  do: ({ lists }) => ({ do: required(lists.inOrder) }),
  emit: () => ({ emit: required(fields({ event: required(emittedEvent) })) }),
  for: ({ task, lists }) => ({
    for: required(fields({ each: variableName, in: required(condition), at: variableName })),
    while: inLoop(task['for'], 'each', condition),
    do: required(inLoop(task['for'], 'each', isConcurrent(task) ? concurrently(lists.inOrder) : lists.inOrder)),
  }),
  fork: ({ lists }) => ({
    fork: required(fields({ branches: required(lists.sideBySide), compete: flag })),
  }),
  listen: ({ lists }) => ({
    listen: required(fields({ to: required(eventConsumption), read: choice('data', 'envelope', 'raw') })),
    foreach: checkForeach(lists),
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
  switch: ({ siblings }) => ({ switch: required(checkCases(siblings)) }),
  try: ({ lists }) => ({ try: required(lists.inOrder), catch: required(checkCatch(lists)) }),
  wait: () => ({ wait: required(duration) }),
};

function notEmpty(checking: Checking, value: Json, path: string): void {
  if (isJsonObject(value) && Object.keys(value).length === 0)
    report(checking, path, 'min-properties', 'Nothing is set; give at least one field.', '설정할 값이 없습니다. 항목을 하나 이상 쓰세요.');
}

/** A check within a loop: the names of its item and index are in scope. `loop` is the object that may name them. */
function inLoop(loop: Json | undefined, itemKey: 'each' | 'item', check: Check): Check {
  const given = isJsonObject(loop) ? loop : {};
  const name = (key: string, otherwise: string): string => (typeof given[key] === 'string' ? given[key] : otherwise);
  return (checking, value, path) => check(withVariables(checking, name(itemKey, 'item'), name('at', 'index')), value, path);
}

function concurrently(check: Check): Check {
  return (checking, value, path) => check({ ...checking, concurrent: true }, value, path);
}

function checkForeach({ inOrder }: TaskLists): Check {
  const table = { item: variableName, at: variableName, do: inOrder, output: dataOutput, export: dataOutput };
  return (checking, value, path) => inLoop(value, 'item', fields(table))(checking, value, path);
}

function checkCatch({ inOrder }: TaskLists): Check {
  const table = {
    errors: fields({ with: errorFilter }),
    as: variableName,
    when: condition,
    exceptWhen: condition,
    retry: byType({ object: retryPolicy, string: reference('retries', 'unknown-retry') }),
    do: inOrder,
  };
  return (checking, value, path) => {
    const as = isJsonObject(value) && typeof value['as'] === 'string' ? value['as'] : 'error';
    fields(table)(withVariables(checking, as), value, path);
  };
}

function checkCases(siblings: Siblings): Check {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
  const one = fields({ when: condition, then: required(flowTarget(siblings)) });
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
