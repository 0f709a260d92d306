// Objects by location in memory: what the twin writes asynchronous results to when nobody gives it a store.
import type { ModelObjectStore } from '../transport.ts';

export function createMemoryStore(): ModelObjectStore & { readonly locations: () => readonly string[] } {
  const objects = new Map<string, Uint8Array>();
  return {
    get: (location) => Promise.resolve(objects.get(location)),
    put(location, bytes) {
      objects.set(location, bytes);
      return Promise.resolve();
    },
    locations: () => [...objects.keys()],
  };
}
