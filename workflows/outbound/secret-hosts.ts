// Secrets bound to hosts: whoever can write a definition can use a secret of the tenant, but not carry it to a host of their own.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json } from '../definition/json.ts';
import { createAllowList, type AllowList } from './address-policy.ts';
import type { GuardedClient, OutboundRequest } from './guarded-client.ts';
import { hostOf, parseGuardedUrl } from './guarded-url.ts';

/** A secret as it is used, and where it may go; without hosts anywhere. */
export interface BoundSecret {
  readonly value: Json;
  readonly hosts?: AllowList;
}

/** `{value, hosts}` is a bound secret; anything else is the value itself. */
export function boundSecret(stored: Json): BoundSecret {
  const isBound = isJsonObject(stored) && Object.hasOwn(stored, 'value') && Array.isArray(stored['hosts']);
  if (!isBound) return { value: stored };
  const hosts = (stored['hosts'] as readonly Json[]).filter((host) => typeof host === 'string');
  return { value: stored['value'] ?? null, hosts: createAllowList(hosts) };
}

/** The client, held to the hosts of every bound secret that is used by the time of the request. */
export function bindClient(client: GuardedClient, used: () => Iterable<readonly [string, BoundSecret]>): GuardedClient {
  const check = ({ url }: OutboundRequest): void => {
    const host = hostOf(parseGuardedUrl(url));
    for (const [name, { hosts }] of used()) {
      if (hosts && !hosts.hasHost(host) && !hosts.hasAddress(host)) {
        throw new AppError('forbidden', `The secret "${name}" may not be used in a call to "${host}"; its owner can add the host.`, {
          context: { title: 'Secret bound to other hosts' },
        });
      }
    }
  };
  return {
    request: async (request) => {
      check(request);
      return await client.request(request);
    },
    open: async (request) => {
      check(request);
      return await client.open(request);
    },
  };
}
