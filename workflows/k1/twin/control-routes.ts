// The twin's own controls under /__twin/, for tests on this machine only: what was called, what to do next, sleep and wake.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject } from '../../definition/json.ts';
import { readBehaviour } from './behaviour.ts';
import type { ScriptEntry } from './behaviour.ts';
import { readBody, sendJson } from './http-io.ts';
import type { TwinDeps } from './twin-deps.ts';

export async function control(deps: TwinDeps, path: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!fromThisMachine(incoming)) return sendJson(response, 403, { error: 'The controls answer only on this machine.' });
  const route = `${incoming.method ?? ''} ${path}`;
  if (route === 'GET /calls') return sendJson(response, 200, deps.log.list());
  if (route === 'DELETE /calls') deps.log.clear();
  else if (route === 'DELETE /script') deps.script.clear();
  else if (route === 'POST /sleep') deps.scale.sleep();
  else if (route === 'POST /wake') deps.scale.wake();
  else if (route === 'POST /script') {
    const entries = readEntries(await readBody(incoming, 5_000_000));
    if (typeof entries === 'string') return sendJson(response, 422, { error: entries });
    deps.script.add(entries);
  } else if (route !== 'GET /state') return sendJson(response, 404, { error: `No such control: ${route}.` });
  sendJson(response, 200, { state: deps.scale.state, scripted: deps.script.waiting, calls: deps.log.list().length });
}

/** Loopback, by a local name, and not from a page: a browser would send an Origin. */
function fromThisMachine(incoming: IncomingMessage): boolean {
  const address = incoming.socket.remoteAddress ?? '';
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
  const local = /^(127\.|::1$|::ffff:127\.)/.test(address) && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(host);
  return local && incoming.headers.origin === undefined;
}

/** One entry or a list; a sentence says what is wrong with it. */
function readEntries(body: Buffer | undefined): readonly ScriptEntry[] | string {
  let told: unknown;
  try {
    told = JSON.parse((body ?? Buffer.alloc(0)).toString('utf8'));
  } catch {
    return 'The script is not JSON; give {"behaviour": {"kind": "..."}} or a list of these.';
  }
  const entries: ScriptEntry[] = [];
  for (const entry of Array.isArray(told) ? told : [told]) {
    const behaviour = isJsonObject(entry) ? readBehaviour(entry.behaviour) : undefined;
    if (!isJsonObject(entry) || behaviour === undefined) return `No behaviour of the twin: ${JSON.stringify(entry).slice(0, 200)}.`;
    const times = entry.times === 'always' || typeof entry.times === 'number' ? entry.times : 1;
    entries.push({ behaviour, times, ...(isJsonObject(entry.match) ? { match: readMatch(entry.match) } : {}) });
  }
  return entries;
}

function readMatch(match: Readonly<Record<string, unknown>>): NonNullable<ScriptEntry['match']> {
  const text = (name: string) => (typeof match[name] === 'string' ? { [name]: match[name] } : {});
  return { ...text('endpoint'), ...text('path'), ...text('contains') };
}
