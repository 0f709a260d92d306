// The last evaluation of a call's arguments: expressions that name secrets, here and only here, and nothing but those.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import { segmentsOf } from '../definition/pointer.ts';
import { ExpressionError } from '../expression/expression-error.ts';
import { evaluateTemplate } from '../expression/runtime-expression.ts';
import type { Mask } from './mask.ts';
import type { OutboundCall, SecretScope } from './outbound-call.ts';
import { boundSecret, type BoundSecret } from './secret-hosts.ts';
import { secretVariable, type SecretSource } from './secret-source.ts';

export interface SecretReader {
  /** @throws AppError `not-found` for a secret that is declared but not set, `invalid` for one that is not declared. */
  get(name: string): Json;
  /** Evaluates the expressions of a part of the document, such as a policy of use.authentications. */
  evaluate(value: Json, extra?: JsonObject): Json;
  /** The secrets that were asked for so far. */
  readonly used: () => Iterable<readonly [string, BoundSecret]>;
}

export async function createSecretReader(call: OutboundCall, source: SecretSource, mask: Mask, now: () => number): Promise<SecretReader> {
  const scope = call.secretScope;
  const declared = scope?.secrets ?? [];
  const stored = new Map<string, BoundSecret>();
  for (const name of declared) {
    const found = await source(call.run.tenant, name);
    if (found === undefined) continue;
    const secret = boundSecret(found);
    mask.addSecret(secret.value);
    stored.set(name, secret);
  }
  const used = new Map<string, BoundSecret>();
  const get = (name: string): Json => {
    if (!declared.includes(name)) throw new AppError('invalid', `The secret "${name}" is not declared under use.secrets.`);
    const secret = stored.get(name);
    if (!secret) throw missing(name);
    used.set(name, secret);
    return secret.value;
  };
  const values = Object.fromEntries([...stored].map(([name, { value }]) => [name, value]));
  return {
    get,
    used: () => used,
    evaluate: (value, extra = {}) => {
      const { names, isComputed } = namesIn(value);
      for (const name of names) if (declared.includes(name)) get(name);
      // A name that only jq knows may be any of them.
      if (isComputed) for (const [name, secret] of stored) used.set(name, secret);
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

/** Names after `$secrets` in the expressions of a value, and whether some are computed. */
function namesIn(value: Json): { names: string[]; isComputed: boolean } {
  const text = JSON.stringify(value);
  const names = [...text.matchAll(/\$secrets\s*\.?\s*(?:\[?\s*\\"([^"\\]+)\\"\s*\]?|([A-Za-z_][A-Za-z0-9_]*))/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return { names, isComputed: text.split('$secrets').length - 1 > names.length };
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
