// The document around its tasks: header, input and output, `use`, `schedule`, `evaluate`.
import { aixDocument } from './aix-check.ts';
import { type Check, type Checking, report } from './checking.ts';
import { dataInput, dataOutput, errorDefinition, retryPolicy, timeout, timeoutDefinition } from './data-shapes.ts';
import { authenticationPolicy } from './endpoint-shape.ts';
import { condition } from './expression-check.ts';
import { isJsonObject, type Json } from './json.ts';
import { refuseOutside } from './outside-profile.ts';
import { pointer } from './pointer.ts';
import { choice, fields, isType, listOf, nonEmptyText, oneKey, recordOf, required, text } from './shape.ts';
import { schedule } from './schedule-shape.ts';
import { checkTask, taskList } from './task-check.ts';

const DSL_VERSIONS = ['1.0.0', '1.0.1', '1.0.2', '1.0.3'] as const;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

/** `0.1` without quotes is a number to YAML: the commonest slip deserves its own word. */
function isText(checking: Checking, value: Json, path: string): value is string {
  if (typeof value === 'number') {
    report(checking, path, 'type', 'This must be text; put it in quotes.', '글자여야 합니다. 따옴표로 묶으세요.');
    return false;
  }
  return isType(checking, value, path, 'string');
}

const dsl: Check = (checking, value, path) => {
  if (!isText(checking, value, path) || DSL_VERSIONS.some((version) => version === value)) return;
  report(
    checking,
    path,
    'unsupported-dsl',
    `DSL version "${value}" is not supported; write ${DSL_VERSIONS.join(', ')}.`,
    `지원하지 않는 DSL 버전입니다: "${value}". ${DSL_VERSIONS.join(', ')} 가운데 하나를 쓰세요.`,
  );
};

const label: Check = (checking, value, path) => {
  if (!isText(checking, value, path) || /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(value)) return;
  report(
    checking,
    path,
    'invalid-name',
    `"${value}" is not a valid name; use up to 63 letters, digits and hyphens, such as incoming-inspection.`,
    `"${value}"은(는) 이름으로 쓸 수 없습니다. incoming-inspection처럼 영문자, 숫자, 하이픈을 63자까지 쓰세요.`,
  );
};

const version: Check = (checking, value, path) => {
  if (!isText(checking, value, path) || (SEMVER.test(value) && value.length <= 64)) return;
  report(
    checking,
    path,
    'invalid-version',
    `"${value}" is not a version; write three numbers such as 1.0.0.`,
    `"${value}"은(는) 버전이 아닙니다. 1.0.0처럼 숫자 셋으로 쓰세요.`,
  );
};

const header = fields({
  dsl: required(dsl),
  namespace: required(label),
  name: required(label),
  version: required(version),
  title: text,
  summary: text,
  tags: recordOf(() => {}),
  metadata: aixDocument,
});

const EXTENDED = ['call', 'composite', 'emit', 'for', 'listen', 'raise', 'run', 'set', 'switch', 'try', 'wait', 'all'] as const;
const extensionBody = fields({ extend: required(choice(...EXTENDED)), when: condition, before: taskList, after: taskList });
const extension: Check = (checking, value, path) => {
  const entry = oneKey(checking, value, path);
  if (entry) extensionBody(checking, entry[1], pointer(path, entry[0]));
};

/** A function is a task of its own; nothing stands beside it that `then` could lead to. */
const functionDefinition: Check = (checking, value, path) => checkTask(checking, value, path, new Set());

const catalogs: Check = (checking, value, path) => {
  if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
  for (const name of Object.keys(value)) {
    if (name !== 'default')
      refuseOutside(
        checking,
        pointer(path, name),
        'Only the default catalog exists; catalogs are not loaded from addresses.',
        '기본 카탈로그(default)만 있습니다. 주소에서 카탈로그를 가져오지 않습니다.',
      );
  }
};

const secretList: Check = (checking, value, path) => {
  listOf(nonEmptyText)(checking, value, path);
  if (!Array.isArray(value)) return;
  value.forEach((name: Json, index: number) => {
    if (value.indexOf(name) < index)
      report(
        checking,
        pointer(path, index),
        'unique-items',
        `${JSON.stringify(name)} stands here twice.`,
        `${JSON.stringify(name)} 값이 두 번 들어 있습니다.`,
      );
  });
};

const use = fields({
  authentications: (checking, value, path) => recordOf(authenticationPolicy)({ ...checking, secrets: true }, value, path),
  errors: recordOf(errorDefinition),
  extensions: listOf(extension),
  functions: recordOf(functionDefinition),
  retries: recordOf(retryPolicy),
  secrets: secretList,
  timeouts: recordOf(timeoutDefinition),
  catalogs,
});

const evaluate = fields({
  language: (checking, value, path) => {
    if (value !== 'jq')
      refuseOutside(
        checking,
        path,
        'Expressions are written in jq; no other language is supported.',
        '표현식은 jq로만 씁니다. 다른 언어는 지원하지 않습니다.',
      );
  },
  mode: choice('strict', 'loose'),
});

const someTasks: Check = (checking, value, path) => {
  if (Array.isArray(value) && value.length === 0)
    report(checking, path, 'min-items', 'The workflow has no task; add at least one.', '작업이 없습니다. 하나 이상 쓰세요.');
  taskList(checking, value, path);
};

/** The whole document. */
export const checkDocument: Check = fields({
  document: required(header),
  input: dataInput,
  use,
  do: required(someTasks),
  output: dataOutput,
  timeout,
  schedule,
  evaluate,
});
