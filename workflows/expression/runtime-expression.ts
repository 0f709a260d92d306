// The `${ ... }` layer of Open Workflow Specification over jq: expressions in a tree of JSON, and conditions.
import { type Json, isJsonObject } from '../definition/json.ts';
import { compileCached, evaluateFirst, type EvaluateOptions } from './program.ts';
import { isTrue } from './value.ts';
import { putField } from './access.ts';

/** strict: only a whole string `${ ... }` is an expression. loose: where an expression is expected by type, bare jq is one too. */
export type ExpressionMode = 'strict' | 'loose';

export interface TemplateOptions extends EvaluateOptions {
  readonly mode: ExpressionMode;
}

const ENCLOSED = /^\s*\$\{([\s\S]*)\}\s*$/;

/** Whether the whole text is `${ ... }`. */
export function isRuntimeExpression(text: string): boolean {
  return ENCLOSED.test(text);
}

/** The jq inside `${ ... }`; any other text as it is, trimmed. */
export function unwrap(text: string): string {
  return (ENCLOSED.exec(text)?.[1] ?? text).trim();
}

/**
 * The tree with every `${ ... }` string replaced by its value: the first of several outputs, null for none. Everything else
 * stays, and parts without expressions are passed on as they are, not copied.
 * @throws ExpressionError
 */
export function evaluateTemplate(value: Json, input: Json, options: TemplateOptions): Json {
  if (typeof value === 'string') return isRuntimeExpression(value) ? evaluateText(unwrap(value), input, options) : value;
  if (value === null || typeof value !== 'object') return value;
  if (isJsonObject(value)) return evaluateMembers(value, input, options);
  const items = value as readonly Json[];
  const results = items.map((item) => evaluateTemplate(item, input, options));
  return results.every((result, index) => result === items[index]) ? value : results;
}

function evaluateMembers(value: Readonly<Record<string, Json>>, input: Json, options: TemplateOptions): Json {
  const result: Record<string, Json> = {};
  let isChanged = false;
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    const after = evaluateTemplate(before, input, options);
    isChanged ||= after !== before;
    putField(result, key, after);
  }
  return isChanged ? result : value;
}

/**
 * A field that is an expression by its type, such as `for.in`, `when` or `input.from`: `${ ... }` in both modes, bare jq in
 * loose mode only. In strict mode a string without `${ }` is that string.
 */
export function evaluateField(value: Json, input: Json, options: TemplateOptions): Json {
  if (typeof value !== 'string' || (options.mode === 'strict' && !isRuntimeExpression(value)))
    return evaluateTemplate(value, input, options);
  return evaluateText(unwrap(value), input, options);
}

/** Truth as in jq: everything but false, null and no output. With or without `${ }`. @throws ExpressionError */
export function evaluateCondition(text: string, input: Json, options: EvaluateOptions): boolean {
  return isTrue(evaluateText(unwrap(text), input, options));
}

function evaluateText(source: string, input: Json, options: EvaluateOptions): Json {
  return evaluateFirst(compileCached(source), input, options) ?? null;
}

export interface FoundExpression {
  /** JSON Pointer of the string; "" for the value itself. */
  readonly path: string;
  /** The jq without `${ }`. */
  readonly source: string;
}

/** Every `${ ... }` string of a tree, in document order. */
export function listExpressions(value: Json): FoundExpression[] {
  const found: FoundExpression[] = [];
  const visit = (part: Json, path: string): void => {
    if (typeof part === 'string') {
      if (isRuntimeExpression(part)) found.push({ path, source: unwrap(part) });
    } else if (isJsonObject(part)) {
      for (const key of Object.keys(part)) visit(part[key] ?? null, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    } else if (part !== null && typeof part === 'object') {
      (part as readonly Json[]).forEach((item, index) => visit(item, `${path}/${index}`));
    }
  };
  visit(value, '');
  return found;
}
