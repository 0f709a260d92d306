// Which network addresses may be called: every address belongs to exactly one class. Pure; resolving names happens elsewhere.
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { AppError } from '../definition/errors.ts';

/** public: the internet. private: this machine and its own networks. forbidden: what no workflow may ever mean to call. */
export type AddressClass = 'public' | 'loopback' | 'private' | 'forbidden';

/** RFC 6890 and its registry, without documentation ranges that are merely unused: those are forbidden too. */
const RANGES: Readonly<Record<Exclude<AddressClass, 'public'>, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  forbidden: [
    '0.0.0.0/8',
    // Link-local holds the metadata services of every cloud.
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '::/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/32',
    '2001:db8::/32',
    '2002::/16',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
    // Metadata service of AWS over IPv6, inside fc00::/7.
    'fd00:ec2::254/128',
  ],
};

const LISTS = Object.fromEntries(Object.entries(RANGES).map(([name, ranges]) => [name, blockList(ranges)])) as Readonly<
  Record<keyof typeof RANGES, BlockList>
>;

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) addRange(list, range);
  return list;
}

function addRange(list: BlockList, range: string): void {
  const [address = '', prefix] = range.split('/');
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  list.addSubnet(address, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
}

/** The class of an IP address in text form; anything that is no address is forbidden. IPv4 inside IPv6 counts as its IPv4. */
export function classOfAddress(given: string): AddressClass {
  const address = unmapped(given.replace(/^\[|\]$/g, '').replace(/%.*$/, ''));
  if (isIP(address) === 0) return 'forbidden';
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  if (LISTS.loopback.check(address, family)) return 'loopback';
  if (LISTS.forbidden.check(address, family)) return 'forbidden';
  return LISTS.private.check(address, family) ? 'private' : 'public';
}

/** ::ffff:a.b.c.d, also written ::ffff:aabb:ccdd, as its IPv4. */
function unmapped(address: string): string {
  if (!isIPv6(address)) return address;
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!mapped) return canonical;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** Hosts and networks that an operator has opened by name. */
export interface AllowList {
  hasHost(host: string): boolean;
  hasAddress(address: string): boolean;
}

/**
 * Host names, `*.domain`, addresses and CIDRs.
 * @throws AppError `usage` naming the entry that is none of these.
 */
export function createAllowList(entries: readonly string[]): AllowList {
  const networks = new BlockList();
  const hosts = new Set<string>();
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter((text) => text !== '')) {
    const [address = '', prefix] = entry.split('/');
    const limit = isIPv4(address) ? 32 : 128;
    const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= limit);
    if (isIP(address) !== 0 && isPrefix) addRange(networks, entry);
    else if (prefix === undefined && /^(?:\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?$/.test(entry)) hosts.add(entry);
    else throw new AppError('usage', `"${entry}" is neither a host name, an address nor a network such as 10.1.0.0/16.`);
  }
  return {
    hasHost: (host) => hosts.has(host) || parents(host).some((parent) => hosts.has(`*.${parent}`)),
    hasAddress: (given) => {
      const address = unmapped(given);
      return isIP(address) !== 0 && networks.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
    },
  };
}

function parents(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}
