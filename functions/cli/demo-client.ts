// A small client of the JSON API, as a machine beside the platform would write one: signs in, submits, waits, decides.
import { randomUUID } from 'node:crypto';
import { AppError } from '../../workflows/definition/errors.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';

export interface DemoClient {
  submit(namespace: string, name: string, input: JsonObject): Promise<string>;
  waitForRun(runId: string, patienceMilliseconds: number): Promise<{ state: string }>;
  waitForTask(runId: string, patienceMilliseconds: number): Promise<{ id: string; title: string }>;
  approve(taskId: string, reason: string): Promise<void>;
  get(path: string): Promise<JsonObject>;
  /** The bare answer, whatever its status. */
  raw(method: string, path: string, body?: JsonObject | string, headers?: Record<string, string>): Promise<Response>;
  reportsOf(runId: string): Promise<readonly { id: string; files: readonly { format: string; artifactId: string }[] }[]>;
}

/** @throws AppError 'unauthenticated' when the platform has no such demo user. */
export async function createDemoClient(url: string, username: string): Promise<DemoClient> {
  const origin = new URL(url).origin;
  const answer = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password: `demo-${username}` }),
  });
  if (answer.status !== 200)
    throw new AppError(
      'unauthenticated',
      `The demo user "${username}" cannot sign in at ${url} (${answer.status}); the demo needs a platform with demo users (DEMO=on).`,
    );
  const cookie = answer.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
  const raw = async (method: string, path: string, body?: JsonObject | string, headers: Record<string, string> = {}): Promise<Response> =>
    await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
  const call = async (method: string, path: string, body?: JsonObject, headers: Record<string, string> = {}): Promise<JsonObject> => {
    const response = await raw(method, path, body, headers);
    const result = (await response.json().catch(() => ({}))) as JsonObject;
    if (!response.ok)
      throw new AppError('internal', `${method} ${path} answered ${response.status}: ${String(result['detail'] ?? result['title'] ?? '')}`);
    return result;
  };
  const until = async <T>(what: string, patience: number, look: () => Promise<T | undefined>): Promise<T> => {
    for (const end = Date.now() + patience; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new AppError('unavailable', `Waited ${Math.round(patience / 1000)} s for ${what}; its page shows where it is.`);
  };
  return {
    raw,
    get: async (path) => await call('GET', path),
    submit: async (namespace, name, input) =>
      String(
        (await call('POST', `/api/v1/definitions/${namespace}/${name}/submissions`, input, { 'idempotency-key': randomUUID() }))['runId'],
      ),
    waitForRun: async (runId, patience) =>
      await until(`run ${runId}`, patience, async () => {
        const run = await call('GET', `/api/v1/runs/${runId}`);
        return ['completed', 'faulted', 'cancelled'].includes(String(run['state'])) ? { state: String(run['state']) } : undefined;
      }),
    waitForTask: async (runId, patience) =>
      await until(`a task of run ${runId}`, patience, async () => {
        const tasks = (await call('GET', `/api/v1/runs/${runId}/tasks`))['tasks'] as unknown as readonly {
          id: string;
          title: string;
          state: string;
        }[];
        return tasks.find((task) => task.state === 'open' || task.state === 'escalated');
      }),
    approve: async (taskId, reason) => {
      await call('POST', `/api/v1/tasks/${taskId}/decision`, { outcome: 'approve', reason, decisionId: randomUUID() });
    },
    reportsOf: async (runId) => (await call('GET', `/api/v1/reports?runId=${runId}`))['reports'] as never,
  };
}
