// What a call out gets: the request as the interpreter evaluated it, and the tools that every protocol shares. No protocol of its own.
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../definition/json.ts';
import type { RunRef } from '../definition/transition.ts';
import type { Authorization } from './authorization.ts';
import type { GuardedClient } from './guarded-client.ts';
import type { Mask } from './mask.ts';

/** A call of the interpreter; the shape of worker/activities' CallRequest as far as it matters here. */
export interface OutboundCall {
  readonly run: RunRef;
  readonly step: number;
  readonly path: string;
  readonly name: string;
  /** http, openapi or mcp. */
  readonly task: string;
  readonly input: JsonObject;
  readonly uriVariables?: JsonObject;
  readonly secretScope?: SecretScope;
  readonly authentications?: Readonly<Record<string, JsonObject>>;
}

/** What the expressions left in `with` are evaluated against; only those at `paths` are expressions, the rest is data. */
export interface SecretScope {
  readonly input: Json;
  readonly variables: JsonObject;
  /** Names under use.secrets. */
  readonly secrets: readonly string[];
  /** JSON Pointers into `with`. */
  readonly paths: readonly string[];
}

export interface CallTools {
  readonly client: GuardedClient;
  readonly call: OutboundCall;
  /** `with`, complete: every expression evaluated. Never to be logged, stored or put into an error. */
  readonly args: JsonObject;
  readonly mask: Mask;
  readonly signal: AbortSignal;
  /** How to sign in, from an `authentication` member of the arguments. */
  authorize(policy: Json | undefined): Promise<Authorization | undefined>;
  now(): number;
}

/** The same for every attempt of one step, another for every other step. */
export function idempotencyKey(call: OutboundCall): string {
  return createHash('sha256')
    .update(JSON.stringify([call.run.tenant, call.run.runId, call.step, call.path]))
    .digest('hex')
    .slice(0, 40);
}
