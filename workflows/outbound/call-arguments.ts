// The last evaluation of a call's arguments: expressions that name secrets, here and only here, and nothing but those.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import { segmentsOf } from '../definition/pointer.ts';
import { ExpressionError } from '../expression/expression-error.ts';
import { evaluateTemplate } from '../expression/runtime-expression.ts';
import type { Mask } from './mask.ts';
import type { OutboundCall, SecretScope } from './outbound-call.ts';
import { secretVariable, type SecretSource } from './secret-source.ts';

export interface SecretReader {
  /** @throws AppError `not-found` for a secret that is declared but not set, `invalid` for one that is not declared. */
  get(name: string): Json;
  /** Evaluates the expressions of a part of the document, such as a policy of use.authentications. */
  evaluate(value: Json, extra?: JsonObject): Json;
}

export async function createSecretReader(call: OutboundCall, source: SecretSource, mask: Mask, now: () => number): Promise<SecretReader> {
  const scope = call.secretScope;
  const declared = scope?.secrets ?? [];
  const values: Record<string, Json> = {};
  for (const name of declared) {
    const value = await source(call.run.tenant, name);
    if (value === undefined) continue;
    mask.addSecret(value);
    values[name] = value;
  }
  const get = (name: string): Json => {
    if (!declared.includes(name)) throw new AppError('invalid', `The secret "${name}" is not declared under use.secrets.`);
    if (!Object.hasOwn(values, name)) throw missing(name);
    return values[name] ?? null;
  };
  return {
    get,
    evaluate: (value, extra = {}) => {
      for (const name of namesIn(value)) if (declared.includes(name)) get(name);
      return evaluated(value, scope, { secrets: values, ...extra }, mask, now);
    },
  };
}

function missing(name: string): AppError {
  return new AppError(
    'not-found',
    `The secret "${name}" is declared but not set here; set ${secretVariable(name)} for \`aix run\`, or have the operator add it to the platform's secrets.`,
    { context: { title: 'Secret not set' } },
  );
}

/** Names after `$secrets.` in the expressions of a value; a name that is computed shows only when it is used. */
function namesIn(value: Json): string[] {
  const text = JSON.stringify(value);
  return [...text.matchAll(/\$secrets\s*\.?\s*(?:\[?\s*\\"([^"\\]+)\\"\s*\]?|([A-Za-z_][A-Za-z0-9_]*))/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

function evaluated(value: Json, scope: SecretScope | undefined, extra: JsonObject, mask: Mask, now: () => number): Json {
  try {
    return evaluateTemplate(value, scope?.input ?? null, {
      mode: 'strict',
      variables: { ...scope?.variables, authorization: null, ...extra },
      now,
    });
  } catch (error) {
    // jq's own messages quote values, which may be secrets.
    if (error instanceof ExpressionError)
      throw new AppError('invalid', mask.text(error.message), { context: { title: 'An expression failed' } });
    throw error;
  }
}

/** Replaces the strings at `paths` by their values. Everything else is data of the run and stays as it is, whatever it looks like. */
export function evaluateAt(args: JsonObject, paths: readonly string[], evaluate: (text: Json) => Json): JsonObject {
  let result: Json = args;
  for (const path of paths) result = replaced(result, segmentsOf(path), evaluate);
  return isJsonObject(result) ? result : args;
}

function replaced(value: Json, segments: readonly string[], evaluate: (text: Json) => Json): Json {
  const [key, ...rest] = segments;
  if (key === undefined) return evaluate(value);
  if (Array.isArray(value))
    return (value as readonly Json[]).map((part, index) => (String(index) === key ? replaced(part, rest, evaluate) : part));
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: replaced(value[key] ?? null, rest, evaluate) };
}
