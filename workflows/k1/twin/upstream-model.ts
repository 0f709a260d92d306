// The name under which a real server behind the twin serves its model: profiles name K1, the server may know another.
import { isJsonObject } from '../../definition/json.ts';
import type { Upstream } from './byte-source.ts';

const known = new WeakMap<Upstream, Promise<readonly string[]>>();

/** The name to send instead of `asked`: undefined when the server knows it or does not tell; else the first that it serves. Asked once. */
export async function servedName(upstream: Upstream, asked: string): Promise<string | undefined> {
  const names = known.get(upstream) ?? listNames(upstream);
  known.set(upstream, names);
  const served = await names;
  // A server that could not tell is asked again at the next call.
  if (served.length === 0) known.delete(upstream);
  return served.includes(asked) ? undefined : served[0];
}

async function listNames({ baseUrl, headers, fetch }: Upstream): Promise<readonly string[]> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, { headers: { ...headers }, signal: AbortSignal.timeout(5_000) });
    const body: unknown = response.ok ? await response.json() : undefined;
    if (!isJsonObject(body) || !Array.isArray(body.data)) return [];
    return body.data.flatMap((model) => (isJsonObject(model) && typeof model.id === 'string' ? [model.id] : []));
  } catch {
    return [];
  }
}
