// How definitions call out on a user's own machine: loopback and private networks are open, secrets are the user's own.
import { resolve } from 'node:path';
import { createGuardedClient } from '../../workflows/outbound/guarded-client.ts';
import { createProtocolCaller } from '../../workflows/outbound/protocol-caller.ts';
import { createLocalSecrets } from '../../workflows/outbound/secret-source.ts';
import type { ProtocolCaller } from '../../workflows/worker/activities.ts';

/** Secrets come from AIX_SECRET_<NAME>, then from `secrets.json` (mode 600) in the data folder (AIX_DATA, `.aix` by default). */
export function createLocalCaller(env: NodeJS.ProcessEnv = process.env): ProtocolCaller {
  return createProtocolCaller({
    client: createGuardedClient({ allowPrivate: true }),
    secrets: createLocalSecrets(env, resolve(env['AIX_DATA'] ?? '.aix')),
  });
}
