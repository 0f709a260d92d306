// From a host name to the addresses that a connection is pinned to. All of a name's addresses must be allowed, or none is used.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '../definition/errors.ts';
import { classOfAddress, type AllowList } from './address-policy.ts';
import { hostOf } from './guarded-url.ts';

export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Name to all of its addresses; a parameter, so that tests can play a hostile name server. */
export type Resolve = (host: string) => Promise<readonly PinnedAddress[]>;

export interface AddressPolicy {
  /** Loopback and private networks; never link-local. */
  readonly allowPrivate: boolean;
  readonly allowed: AllowList;
}

export const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })) as PinnedAddress[];

/** @throws AppError `forbidden` when an address may not be called, `unavailable` (retryable) when the name does not resolve. */
export async function resolveHost(url: URL, resolve: Resolve, policy: AddressPolicy): Promise<readonly PinnedAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses = family === 0 ? await resolved(host, resolve) : [{ address: host, family: family === 4 ? (4 as const) : (6 as const) }];
  for (const { address } of addresses) {
    if (!mayCall(host, address, policy)) {
      throw new AppError(
        'forbidden',
        `"${host}" leads to an address of class "${classOfAddress(address)}", which workflows may not call here; an operator can open it with OUTBOUND_ALLOW.`,
        { context: { title: 'Address not allowed' } },
      );
    }
  }
  return addresses;
}

export function mayCall(host: string, address: string, policy: AddressPolicy): boolean {
  if (policy.allowed.hasAddress(address)) return true;
  const kind = classOfAddress(address);
  if (kind === 'public') return true;
  // A name that an operator has opened may lead into a private network, but never to a metadata service.
  return kind !== 'forbidden' && (policy.allowPrivate || policy.allowed.hasHost(host));
}

async function resolved(host: string, resolve: Resolve): Promise<readonly PinnedAddress[]> {
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0)
    throw new AppError('unavailable', `The name "${host}" does not resolve.`, {
      retryable: true,
      context: { status: 502, title: 'Name not resolved' },
    });
  return addresses;
}
