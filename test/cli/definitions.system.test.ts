// `aix definitions` against the composed API over a real socket, as a machine with a key and as a person with a password use it.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../functions/cli/main.ts';
import { processIo } from '../../functions/cli/command-io.ts';
import { listen, type HttpServer } from '../../functions/local/http-server.ts';
import { DEFINITION, ORIGIN, PASSWORD, twoTenants, type TwoTenants } from '../security/two-tenants.ts';

let world: TwoTenants;
let server: HttpServer;
let folder: string;
let key: string;
beforeAll(async () => {
  world = await twoTenants();
  server = await listen({ fetch: served, host: '127.0.0.1', port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'aix-definitions-'));
  const made = await world.app.request('/api/v1/api-keys', {
    method: 'POST',
    headers: { cookie: world.b.cookies.admin, origin: ORIGIN, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'ci', roles: ['planner'] }),
  });
  key = ((await made.json()) as { key: string }).key;
});
afterAll(async () => {
  await server.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** The app believes that it is served under ORIGIN; the port of the test is known only afterwards. */
async function served(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  if (headers.has('origin')) headers.set('origin', ORIGIN);
  const { pathname, search } = new URL(request.url);
  return await world.app.request(`${pathname}${search}`, {
    method: request.method,
    headers,
    ...(request.method === 'GET' ? {} : { body: await request.arrayBuffer() }),
  });
}

async function aix(args: readonly string[], { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {}) {
  let out = '';
  let errors = '';
  const code = await main(['definitions', ...args], {
    ...processIo(),
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: (text) => void (out += text),
    stderr: (text) => void (errors += text),
    env: { AIX_DATA: folder, AIX_URL: `http://127.0.0.1:${server.port}`, AIX_API_KEY: key, ...env },
  });
  return { code, out: out === '' ? undefined : JSON.parse(out), error: errors === '' ? undefined : JSON.parse(errors).error };
}
const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

describe('aix definitions', () => {
  test('pushes files, says the second time that nothing was new, and pulls back the very text', async () => {
    const text = `# a comment that must survive\n${DEFINITION('pushed')}`;
    const path = await file('pushed.yaml', text);
    expect(await aix(['push', path])).toMatchObject({
      code: 0,
      out: { published: [{ file: path, namespace: 'quality', name: 'pushed', version: '1.0.0', created: true }] },
    });
    expect((await aix(['push', path])).out).toMatchObject({ published: [{ created: false }] });
    const pulled = join(folder, 'repo');
    const first = await aix(['pull', pulled]);
    expect(first.out.written).toContain(join(pulled, 'quality', 'pushed.yaml'));
    expect(await readFile(join(pulled, 'quality', 'pushed.yaml'), 'utf8')).toBe(text);
    const { mtimeMs } = await stat(join(pulled, 'quality', 'pushed.yaml'));
    expect((await aix(['pull', pulled])).out).toEqual({ written: [], unchanged: first.out.written });
    expect((await stat(join(pulled, 'quality', 'pushed.yaml'))).mtimeMs).toBe(mtimeMs);
  });

  test('lists what is published, for a person with a password on stdin too', async () => {
    const answer = await aix(['list', '--user', 'b.planner'], { env: { AIX_API_KEY: '' }, stdin: `${PASSWORD}\n` });
    expect(answer.code).toBe(0);
    expect(answer.out.definitions).toContainEqual(
      expect.objectContaining({ namespace: 'quality', name: 'pushed', version: '1.0.0', state: 'published' }),
    );
    expect(JSON.stringify(answer.out)).not.toContain('"document"');
  });

  test('shows what a file would change, and that a new one changes nothing that is there', async () => {
    const changed = DEFINITION('pushed').replace('1.0.0', '1.1.0').replace(/\ndo:/, '\ndo:\n  - added: { set: { x: 1 } }');
    const answer = await aix(['diff', await file('changed.yaml', changed)]);
    expect(answer.out).toMatchObject({
      from: { version: '1.0.0' },
      to: { version: '1.1.0' },
      same: false,
      tasks: [{ change: 'added', name: 'added' }],
    });
    expect((await aix(['diff', await file('fresh.yaml', DEFINITION('fresh'))])).out).toMatchObject({ from: null, same: false });
  });

  test('publishes nothing when one of the files is not valid: exit 2 and every issue', async () => {
    const good = await file('good.yaml', DEFINITION('unpublished'));
    const bad = await file('bad.yaml', DEFINITION('bad').replace('1.0.0', 'one'));
    const answer = await aix(['push', good, bad]);
    expect(answer).toMatchObject({ code: 2, out: undefined, error: { code: 'invalid' } });
    expect(answer.error.issues.length).toBeGreaterThan(0);
    expect(JSON.stringify((await aix(['list'])).out)).not.toContain('unpublished');
  });

  test('names the fault and the remedy: another text under a version, a wrong key, no platform, no such use', async () => {
    const other = await file('other.yaml', DEFINITION('pushed', 'another title'));
    expect(await aix(['push', other])).toMatchObject({
      code: 1,
      error: { code: 'conflict', message: expect.stringContaining('raise document.version') },
    });
    expect(await aix(['list'], { env: { AIX_API_KEY: 'aixk_wrong' } })).toMatchObject({ code: 1, error: { code: 'unauthenticated' } });
    expect(await aix(['list'], { env: { AIX_API_KEY: '' } })).toMatchObject({
      code: 1,
      error: { code: 'unauthenticated', message: expect.stringContaining('AIX_API_KEY') },
    });
    expect(await aix(['list'], { env: { AIX_URL: 'http://127.0.0.1:1' } })).toMatchObject({ code: 1, error: { code: 'unavailable' } });
    expect(await aix(['push'])).toMatchObject({ code: 1, error: { code: 'usage' } });
    expect(await aix(['push', join(folder, 'absent.yaml')])).toMatchObject({ code: 1, error: { code: 'unreadable' } });
  });
});
