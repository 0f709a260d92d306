// The worker's way out: takes a call of the interpreter, resolves secrets, hands it to its protocol, and lets no secret back in.
import { AppError } from '../definition/errors.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import { authorize, type Authorization } from './authorization.ts';
import { createSecretReader, evaluateAt } from './call-arguments.ts';
import type { GuardedClient } from './guarded-client.ts';
import { httpCall } from './http-call.ts';
import { createMask, type Mask } from './mask.ts';
import { mcpCall } from './mcp-call.ts';
import { createTokenCache, createTokenSource, type TokenCache } from './oauth-token.ts';
import { openapiCall } from './openapi-call.ts';
import { createDocumentCache } from './openapi-document.ts';
import type { CallTools, OutboundCall } from './outbound-call.ts';
import { bindClient } from './secret-hosts.ts';
import type { SecretSource } from './secret-source.ts';

export interface ProtocolCallerDeps {
  readonly client: GuardedClient;
  readonly secrets: SecretSource;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What the caller needs of an activity's context. */
export interface OutboundContext {
  readonly attempt: number;
  readonly signal: AbortSignal;
}

type Protocol = (tools: CallTools) => Promise<Json>;

/** Attempts of one call within the worker, whatever the activity's own policy allows: the definition's `try` comes after. */
const MOST_ATTEMPTS = 3;
/** A server that says when to come back is asked more patiently. */
const MOST_ATTEMPTS_AS_TOLD = 10;

/** @returns the caller for ActivityDeps.call. It throws AppError only, or the reason of a cancellation. */
export function createProtocolCaller(deps: ProtocolCallerDeps): (call: OutboundCall, context: OutboundContext) => Promise<Json> {
  const tokens = createTokenCache();
  const documents = createDocumentCache();
  const protocols: Readonly<Record<string, Protocol>> = {
    http: httpCall,
    openapi: async (tools) => await openapiCall(tools, documents),
    mcp: mcpCall,
  };
  return async (call, context) => {
    const mask = createMask();
    try {
      const protocol = Object.hasOwn(protocols, call.task) ? protocols[call.task] : undefined;
      if (!protocol) throw new AppError('needs-platform', `"${call.task}" cannot be called here.`);
      return await protocol(await toolsOf(deps, call, context, mask, tokens));
    } catch (error) {
      throw settled(error, context, mask);
    }
  };
}

async function toolsOf(
  deps: ProtocolCallerDeps,
  call: OutboundCall,
  context: OutboundContext,
  mask: Mask,
  cache: TokenCache,
): Promise<CallTools> {
  const now = deps.now ?? Date.now;
  const secrets = await createSecretReader(call, deps.secrets, mask, now);
  const owner = `${call.run.tenant}/${call.run.runId}`;
  const client = bindClient(deps.client, secrets.used);
  const tokens = createTokenSource({ client, cache, owner, signal: context.signal, now });
  const sign = async (policy: Json | undefined): Promise<Authorization | undefined> =>
    await authorize(policy, { secrets, mask, tokens, authentications: call.authentications ?? {} });
  // The policy first: its outcome is $authorization for everything else.
  const paths = call.secretScope?.paths ?? [];
  const isPolicy = (path: string): boolean => path.includes('/authentication/');
  const first = evaluateAt(call.input, paths.filter(isPolicy), (text) => secrets.evaluate(text));
  const rest = paths.filter((path) => !isPolicy(path));
  const named = rest.length > 0 ? await sign(policyOf(call.task, first)) : undefined;
  const authorization: Json = named ? { scheme: named.scheme, parameter: named.parameter ?? null } : null;
  const args = evaluateAt(first, rest, (text) => secrets.evaluate(text, { authorization }));
  return { client, call, args, mask, signal: context.signal, authorize: sign, now };
}

/** Where a protocol's arguments keep the policy of the call itself. */
function policyOf(task: string, args: JsonObject): Json | undefined {
  const at = (value: Json | undefined, ...keys: string[]): Json | undefined =>
    keys.reduce<Json | undefined>(
      (part, key) => (part !== null && typeof part === 'object' && !Array.isArray(part) ? (part as JsonObject)[key] : undefined),
      value,
    );
  if (task === 'openapi') return at(args, 'authentication');
  return task === 'mcp' ? at(args, 'transport', 'http', 'endpoint', 'authentication') : at(args, 'endpoint', 'authentication');
}

function settled(error: unknown, context: OutboundContext, mask: Mask): unknown {
  if (context.signal.aborted && error === context.signal.reason) return error;
  if (!(error instanceof AppError)) {
    // Its text may hold a URL or a header.
    return new AppError('internal', `The call failed: ${error instanceof Error ? error.name : 'unknown error'}.`, {
      context: { status: 500, title: 'The call failed' },
    });
  }
  const limit = error.context['retryAfterMilliseconds'] === undefined ? MOST_ATTEMPTS : MOST_ATTEMPTS_AS_TOLD;
  return new AppError(error.code, mask.text(error.message), {
    context: error.context,
    issues: error.issues,
    retryable: error.retryable && context.attempt < limit,
  });
}
