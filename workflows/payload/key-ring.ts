// Data keys by tenant. Locally they are derived from one master key; in the cloud a key service hands them out (same interface).
import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../definition/errors.ts';

export interface DataKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface KeyRing {
  /** The key to encrypt with now. */
  current(tenant: string): Promise<DataKey>;
  /** The key that something was encrypted with; old keys are kept as long as histories are. */
  byId(tenant: string, id: string): Promise<DataKey>;
}

/** Derives each tenant's key from a master key of 32 bytes (HKDF-SHA-256, the tenant in `info`). */
export function createDerivedKeyRing(master: Uint8Array, id = 'm1'): KeyRing {
  const cache = new Map<string, DataKey>();
  const derive = (tenant: string): DataKey => {
    const known = cache.get(tenant);
    if (known) return known;
    const made = { id, key: new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), `aix payload ${tenant}`, 32)) };
    cache.set(tenant, made);
    return made;
  };
  return {
    current: async (tenant) => derive(tenant),
    byId: async (tenant, wanted) => {
      if (wanted !== id) throw new AppError('internal', `Payload key "${wanted}" is not on this machine; restore the keys folder of the backup it came from.`);
      return derive(tenant);
    },
  };
}

/** Reads a key file of 32 bytes (hex), or makes one that only its owner can read. */
export function readOrCreateKey(path: string): Uint8Array {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new AppError('unavailable', `${path} does not hold a key of 64 hex digits; restore it from the backup, or remove the data folder to begin anew.`);
  return new Uint8Array(key);
}
