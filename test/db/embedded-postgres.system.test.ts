// The embedded PostgreSQL as a newcomer's machine treats it: stopped, killed, started twice, in a closed folder. Processes are our own, by pid.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../../functions/local/child.ts';
import { startPostgres, type PostgresServer } from '../../functions/local/postgres.ts';
import { removeFolder } from '../../functions/local/postgres-folder.ts';

const HOLDER = fileURLToPath(new URL('../support/postgres-holder.ts', import.meta.url));

describe('embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  const servers: PostgresServer[] = [];
  const holders: ChildProcess[] = [];

  // One folder for all tests: what each leaves behind, the next start must cope with.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aix-embedded-'));
    await chmod(folder, 0o755);
    dataDir = join(folder, 'postgres');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  afterEach(async () => {
    for (const holder of holders.splice(0)) if (holder.exitCode === null && holder.signalCode === null) holder.kill('SIGKILL');
    for (const server of servers.splice(0)) await server.stop();
  });

  async function start(where = dataDir): Promise<PostgresServer> {
    const server = await startPostgres({ dataDir: where });
    servers.push(server);
    return server;
  }
  async function query(url: string, text: string): Promise<unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<object>(text)).rows;
    } finally {
      await client.end();
    }
  }
  async function hold(): Promise<{ ownerUrl: string; pid: number; holder: ChildProcess }> {
    const holder = spawn(process.execPath, ['--import', 'tsx', HOLDER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    holders.push(holder);
    const [line] = (await once(holder.stdout, 'data')) as [Buffer];
    return { ...(JSON.parse(line.toString()) as { ownerUrl: string; pid: number }), holder };
  }

  test('a second start finds the data again, and a stop leaves nothing running', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept_1 as select 42 as answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const began = performance.now();
    const second = await start();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await query(second.ownerUrl, 'select answer from kept_1')).toEqual([{ answer: 42 }]);
  });

  test('it listens on the loopback only, asks for a password, and keeps it in a file of mode 600', async () => {
    const server = await start();
    expect(await query(server.ownerUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(server.ownerUrl, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const wrong = new URL(server.ownerUrl);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(dataDir)).filter((name) => name.endsWith('.secret'))).toEqual([]);
  });

  test('Korean text sorts, folds and matches as UTF-8', async () => {
    const server = await start();
    expect(
      await query(
        server.ownerUrl,
        `select upper('é') as up, char_length('수입 검사') as length, '검사' ~ '^\\w+$' as word, current_setting('server_encoding') as encoding`,
      ),
    ).toEqual([{ up: 'É', length: 5, word: true, encoding: 'UTF8' }]);
  });

  test('what a killed start left running is stopped by the next start, and no committed row is lost', async () => {
    const { ownerUrl, pid, holder } = await hold();
    await query(ownerUrl, 'create table kept_4 as select 1 as answer');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(isAlive(pid)).toBe(true);
    const server = await start();
    expect(isAlive(pid)).toBe(false);
    expect(await query(server.ownerUrl, 'select answer from kept_4')).toEqual([{ answer: 1 }]);
  });

  test('a folder that another living start uses is refused by name, and its server is left alone', async () => {
    const { ownerUrl, pid, holder } = await hold();
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`process ${holder.pid}`),
    });
    expect(isAlive(pid)).toBe(true);
    expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    // The holder is killed, so its server must be ended by a start of ours.
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await start();
  });

  test('after kill -9 of the server itself the next start recovers', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept_6 as select 7 as answer');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toBe('SIGKILL');
    const second = await start();
    expect(await query(second.ownerUrl, 'select answer from kept_6')).toEqual([{ answer: 7 }]);
  });

  test('a lock file that names an unrelated process stops nobody', async () => {
    const first = await start();
    await first.stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    holders.push(bystander);
    await writeFile(join(first.data, 'postmaster.pid'), `${bystander.pid}\n${first.data}\n`);
    const second = await start();
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    expect(await query(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'as root, in a folder that only root may enter, the data goes where the server can read it and is found again',
    async () => {
      const closed = await mkdtemp(join(tmpdir(), 'aix-closed-'));
      const first = await start(closed);
      try {
        expect(first.data).toMatch(/^\/var\/lib\/aix\/data-/);
        await query(first.ownerUrl, 'create table kept as select 3 as answer');
        await first.stop();
        const second = await start(closed);
        expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 3 }]);
        await second.stop();
      } finally {
        await removeFolder(closed);
      }
      expect([existsSync(first.data), existsSync(closed)]).toEqual([false, false]);
    },
  );

  test('a password that was lost is told in one sentence', async () => {
    const first = await start();
    await first.stop();
    const password = join(dataDir, 'password');
    await rename(password, `${password}.away`);
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('password is missing'),
    });
    await rename(`${password}.away`, password);
  });

  test('data that is gone is told in one sentence, and no empty database takes its place', async () => {
    const first = await start();
    await first.stop();
    await rename(first.data, `${first.data}.away`);
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('is gone') });
    await rm(first.data, { recursive: true });
    await rename(`${first.data}.away`, first.data);
  });

  test('a first start that is killed while it makes the database leaves nothing that hinders the next', async () => {
    const fresh = join(folder, 'fresh');
    const holder = spawn(process.execPath, ['--import', 'tsx', HOLDER, fresh], { stdio: 'ignore' });
    holders.push(holder);
    await expect.poll(() => existsSync(join(fresh, `data.draft-${holder.pid}`, 'PG_VERSION')), { timeout: 20_000, interval: 5 }).toBe(true);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(join(fresh, 'data', 'PG_VERSION'))).toBe(false);
    const server = await start(fresh);
    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    // The killed start's initdb goes on by itself for a moment; what it made is cleared away by a later start.
    const drafts = async (): Promise<string[]> => {
      await (await startPostgres({ dataDir: fresh })).stop();
      return (await readdir(fresh)).filter((name) => name.includes('draft'));
    };
    await expect.poll(drafts, { timeout: 30_000, interval: 200 }).toEqual([]);
  });

  test('a port that is taken is told in one sentence', async () => {
    const first = await start();
    await first.stop();
    const { createServer } = await import('node:net');
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    try {
      await expect(startPostgres({ dataDir, port })).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('postgres.log'),
      });
    } finally {
      blocker.close();
    }
  });
});
