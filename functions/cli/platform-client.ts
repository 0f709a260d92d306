// How a command speaks to a running platform: its address, who asks, and problem answers turned into the command line's own errors.
import { HTTP_ERRORS } from '../shared/problem.ts';
import { AppError, type AppErrorCode } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflows/definition/json.ts';
import { readRunning } from '../local/data-folder.ts';
import { layoutOf, readLocalEnv } from '../local/env.ts';
import type { CommandIo } from './command-io.ts';

export interface PlatformClient {
  readonly url: string;
  get(path: string): Promise<JsonObject>;
  /** Undefined when there is no such thing. */
  find(path: string): Promise<JsonObject | undefined>;
  post(path: string, body: string, contentType: string): Promise<JsonObject>;
}

/** What the commands send. */
type Call = Pick<RequestInit, 'method' | 'body'> & { readonly headers?: Readonly<Record<string, string>> };

/**
 * AIX_URL (default: the platform of this machine) and AIX_API_KEY; or a user, whose password is the first line of stdin.
 * @throws AppError unauthenticated, unavailable, usage
 */
export async function connectPlatform(io: CommandIo, user: string | undefined, fetcher: typeof fetch = fetch): Promise<PlatformClient> {
  const env = readLocalEnv(io.env);
  const given = io.env['AIX_URL'] || readRunning(layoutOf(env.dataDir).running)?.baseUrl || `http://127.0.0.1:${env.PORT}`;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new AppError('usage', `AIX_URL is not an address: "${given}". Write it as https://host.`);
  const url = given.replace(/\/+$/, '');
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetcher(`${url}${path}`, { redirect: 'manual', ...init, signal: AbortSignal.timeout(60_000) });
    } catch (error) {
      throw new AppError('unavailable', `No AIX answers at ${url}. Start it with "aix start", or set AIX_URL.`, { cause: error });
    }
  };
  const credentials = await credentialsOf(io, user, url, send);
  const call = async (path: string, init: Call): Promise<JsonObject> =>
    await answerOf(await send(path, { ...init, headers: { ...credentials, ...init.headers } }), path);
  return {
    url,
    get: async (path) => await call(path, {}),
    find: async (path) => {
      try {
        return await call(path, {});
      } catch (error) {
        if (error instanceof AppError && error.code === 'not-found') return undefined;
        throw error;
      }
    },
    post: async (path, body, contentType) => await call(path, { method: 'POST', body, headers: { 'content-type': contentType } }),
  };
}

async function credentialsOf(
  io: CommandIo,
  user: string | undefined,
  url: string,
  send: (path: string, init: RequestInit) => Promise<Response>,
): Promise<Record<string, string>> {
  const key = io.env['AIX_API_KEY'];
  if (user === undefined) {
    if (!key)
      throw new AppError('unauthenticated', 'Set AIX_API_KEY to a key of the platform, or give --user NAME and the password on stdin.');
    return { authorization: `Bearer ${key}` };
  }
  const { origin } = new URL(url);
  const password = await firstLine(io);
  const answer = await send('/api/auth/sign-in/username', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username: user, password }),
  });
  if (!answer.ok) await answerOf(answer, '/api/auth/sign-in/username');
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((entry) => entry.split(';')[0])
      .join('; '),
    origin,
  };
}

async function firstLine(io: CommandIo): Promise<string> {
  let text = '';
  for await (const chunk of io.stdin) text += chunk.toString();
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new AppError('usage', 'Give the password of --user as the first line of stdin.');
  return line;
}

async function answerOf(response: Response, path: string): Promise<JsonObject> {
  const body = (await response.json().catch(() => undefined)) as Json | undefined;
  if (response.ok && isJsonObject(body)) return body;
  if (isJsonObject(body) && typeof body['code'] === 'string' && Object.hasOwn(HTTP_ERRORS, body['code'])) {
    const issues = Array.isArray(body['issues']) ? (body['issues'] as unknown as readonly Issue[]) : [];
    throw new AppError(body['code'] as AppErrorCode, String(body['detail'] ?? body['title']), { issues });
  }
  throw new AppError('unavailable', `${path} answered ${response.status} and no JSON of AIX; check AIX_URL.`);
}
