// `call`: whom it calls, and whether `with` fits. Catalog tasks and functions are held to their input schema with expressions as
// wildcards; http, openapi and mcp to the tables of the specification.
import { callName } from './call-name.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { type Check, type Checking, report } from './checking.ts';
import { suggestion } from './closest.ts';
import { duration } from './data-shapes.ts';
import { authentication, endpoint, externalResource } from './endpoint-shape.ts';
import { expressionText, template } from './expression-check.ts';
import { isRuntimeExpression } from './expression-syntax.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from './json.ts';
import { outside, refuseOutside } from './outside-profile.ts';
import { pointer } from './pointer.ts';
import { checkRoles } from './roles.ts';
import { validateInstance } from './schema-instance.ts';
import { allOf, byType, choice, exactlyOne, fields, flag, isType, recordOf, required, text } from './shape.ts';

const words = allOf(text, template);
const wordsRecord: Check = byType({ object: recordOf(words), string: expressionText });
const templateObject: Check = byType({ object: template, string: expressionText });

export const PROTOCOLS: Readonly<Record<string, Check>> = {
  http: fields({
    method: required(words),
    endpoint: required(endpoint),
    headers: wordsRecord,
    body: template,
    query: wordsRecord,
    output: choice('raw', 'content', 'response'),
    redirect: flag,
  }),
  openapi: fields({
    document: required(externalResource),
    operationId: required(words),
    parameters: templateObject,
    authentication,
    output: choice('raw', 'content', 'response'),
    redirect: flag,
  }),
  mcp: fields({
    protocolVersion: text,
    method: required(
      choice('tools/list', 'tools/call', 'prompts/list', 'prompts/get', 'resources/list', 'resources/read', 'resources/templates/list'),
    ),
    parameters: templateObject,
    timeout: duration,
    transport: required(
      fields(
        {
          http: fields({ endpoint: required(endpoint), headers: wordsRecord }),
          stdio: outside(
            'MCP over stdio starts a process; use Streamable HTTP (transport.http).',
            'stdio MCP는 프로세스를 띄우므로 쓸 수 없습니다. Streamable HTTP(transport.http)를 쓰세요.',
          ),
          options: recordOf(words),
        },
        exactlyOne(['http', 'stdio']),
      ),
    ),
    client: fields({ name: required(text), version: required(text), description: text }),
  }),
};
const OUTSIDE: ReadonlySet<string> = new Set(['grpc', 'asyncapi', 'a2a']);

/** Checks the two fields of a call together; `task` is the whole task object. */
export function checkCall(checking: Checking, task: JsonObject, path: string): void {
  const name = task['call'];
  if (name === undefined || !isType(checking, name, pointer(path, 'call'), 'string') || typeof name !== 'string') return;
  if (OUTSIDE.has(name)) {
    refuseOutside(
      checking,
      pointer(path, 'call'),
      `Calls of kind "${name}" are not supported; http, openapi, mcp and catalog tasks are.`,
      `"${name}" 호출은 지원하지 않습니다. http, openapi, mcp와 카탈로그 작업을 쓸 수 있습니다.`,
    );
    return;
  }
  if (checking.declared.functions.has(name)) return checkFunctionCall(checking, name, task, path);
  const protocol = Object.hasOwn(PROTOCOLS, name) ? PROTOCOLS[name] : undefined;
  if (protocol) return checkProtocolCall(checking, protocol, task, path);
  const entry = findEntry(checking, name, pointer(path, 'call'));
  checkArguments(checking, task, path);
  if (entry) checkCatalogCall(checking, entry, task, path);
}

function checkProtocolCall(checking: Checking, protocol: Check, task: JsonObject, path: string): void {
  const given = task['with'];
  if (given === undefined) return report(checking, path, 'required', '"with" is missing.', '필수 항목 "with" 값이 없습니다.');
  protocol({ ...checking, secrets: true }, given, pointer(path, 'with'));
}

function checkArguments(checking: Checking, task: JsonObject, path: string): void {
  const given = task['with'];
  if (given !== undefined && isType(checking, given, pointer(path, 'with'), 'object')) template(checking, given, pointer(path, 'with'));
}

function checkFunctionCall(checking: Checking, name: string, task: JsonObject, path: string): void {
  checkArguments(checking, task, path);
  const schema = functionInput(checking.document, name);
  if (schema !== undefined && isJsonObject(task['with'])) fitArguments(checking, schema, task['with'], path);
}

function functionInput(document: Json, name: string): JsonSchema | undefined {
  let at: Json | undefined = document;
  for (const key of ['use', 'functions', name, 'input', 'schema', 'document']) at = isJsonObject(at) ? at[key] : undefined;
  return isJsonObject(at) || typeof at === 'boolean' ? at : undefined;
}

/** Finds a catalog task, or says why there is none. */
function findEntry(checking: Checking, call: string, path: string): CatalogEntry | undefined {
  if (call.includes('://')) {
    refuseOutside(
      checking,
      path,
      'Functions are not loaded from addresses; define it under use.functions or use a task of the catalog.',
      '주소에서 함수를 가져오지 않습니다. use.functions에 정의하거나 카탈로그 작업을 쓰세요.',
    );
    return undefined;
  }
  const { name, version, catalog } = callName(call);
  if (catalog !== undefined && catalog !== 'default') {
    refuseOutside(
      checking,
      path,
      `Only the default catalog exists, not "${catalog}".`,
      `기본 카탈로그(default)만 있습니다. "${catalog}"은(는) 쓸 수 없습니다.`,
    );
    return undefined;
  }
  const entry = Object.hasOwn(checking.catalog, name) ? checking.catalog[name] : undefined;
  if (!entry) {
    const known = [...checking.declared.functions, ...Object.keys(PROTOCOLS), ...Object.keys(checking.catalog)];
    const guess = suggestion(name, known);
    report(
      checking,
      path,
      'unknown-function',
      `"${call}" is neither a function of use.functions nor a task of the catalog.${guess.en}`,
      `"${call}"은(는) use.functions에도 카탈로그에도 없습니다.${guess.ko}`,
    );
    return undefined;
  }
  if (version !== undefined && version !== entry.version) {
    report(
      checking,
      path,
      'unknown-function-version',
      `The catalog has version ${entry.version} of "${name}", not ${version}.`,
      `카탈로그에는 "${name}" 버전 ${entry.version}만 있습니다. ${version}은(는) 없습니다.`,
    );
  }
  return entry;
}

function checkCatalogCall(checking: Checking, entry: CatalogEntry, task: JsonObject, path: string): void {
  const given = task['with'] ?? {};
  if (!isJsonObject(given)) return;
  fitArguments(checking, entry.input, given, path, Object.hasOwn(task, 'with'));
  if (entry.taskClass === 'wait') {
    const at = (key: string): string => pointer(path, 'with', key);
    // Where the entry's own schema has named the roles already, once is enough.
    const said = (key: string): boolean => checking.issues.some((issue) => issue.path === at(key) || issue.path.startsWith(`${at(key)}/`));
    for (const key of ['role', 'roles', 'escalateTo']) if (!said(key)) checkRoles(checking, given[key], at(key));
  }
}

function fitArguments(checking: Checking, schema: JsonSchema, given: JsonObject, path: string, written = true): void {
  const prefix = written ? pointer(path, 'with') : path;
  checking.issues.push(...validateInstance(schema, given, { prefix, wildcard: isExpressionText }));
}

function isExpressionText(value: unknown): boolean {
  return typeof value === 'string' && isRuntimeExpression(value);
}
