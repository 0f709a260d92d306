// Makes one call through the protocol caller, as the worker would, with secrets from a record.
import type { Json, JsonObject } from '../../workflows/definition/json.ts';
import { createGuardedClient } from '../../workflows/outbound/guarded-client.ts';
import type { OutboundCall } from '../../workflows/outbound/outbound-call.ts';
import { createProtocolCaller } from '../../workflows/outbound/protocol-caller.ts';

export const RUN = {
  tenant: 't1',
  runId: 'r1',
  submissionId: 's1',
  definitionId: 'd1',
  namespace: 'n',
  name: 'w',
  version: '1.0.0',
  hash: 'h',
};

export interface CallOnce {
  readonly task?: string;
  readonly with: JsonObject;
  readonly more?: Partial<OutboundCall>;
  readonly attempt?: number;
}

export function createCallOnce(secrets: Readonly<Record<string, Json>> = {}): (given: CallOnce) => Promise<Json> {
  const caller = createProtocolCaller({
    client: createGuardedClient({ allowPrivate: true, timeoutMilliseconds: 5000 }),
    secrets: async (_tenant, name) => secrets[name],
  });
  return async (given) =>
    await caller(
      { run: RUN, step: 3, path: '/do/0/call', name: 'call', task: given.task ?? 'http', input: given.with, ...given.more },
      { attempt: given.attempt ?? 1, signal: new AbortController().signal },
    );
}

/** The scope that the interpreter sends, with the places of what is left to evaluate. */
export function scope(
  secrets: readonly string[],
  paths: readonly string[],
  input: Json = {},
): { secretScope: NonNullable<OutboundCall['secretScope']> } {
  return { secretScope: { input, variables: { input, context: null }, secrets, paths } };
}
