// `npm start` as a process: ready, stopped, killed, started again, refused. Only processes that this file starts are touched.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoClient } from '../../functions/cli/demo-client.ts';
import { freePort } from '../../functions/local/temporal.ts';
import { until } from '../support/local-platform.ts';
import { openTemporaryFolder } from '../support/open-folder.ts';

/** A form of the shipped library that needs no person. */
const INSPECTION = { line: 'L1', chart: 'p', sampleSize: 50, defectives: [1, 2, 3, 2] };
const BIN = fileURLToPath(new URL('../../functions/cli/bin.mjs', import.meta.url));

interface Started {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  readonly exit: Promise<number | null>;
}

let folder: string;
const started: Started[] = [];
beforeEach(async () => {
  folder = await openTemporaryFolder('aix-life-');
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.process.kill('SIGTERM');
    await one.exit;
  }
  await rm(folder, { recursive: true, force: true });
});

/** BASE_URL is emptied: the test runner sets one of its own. */
function aix(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, BASE_URL: '', AIX_DATA: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const one = { process: child, output: () => output, errors: () => errors, exit };
  started.push(one);
  return one;
}

async function ready(one: Started): Promise<void> {
  await until(
    'AIX to be ready',
    async () => {
      if (one.process.exitCode !== null) throw new Error(`It ended: ${one.errors()}`);
      return one.output().includes('AIX ready at');
    },
    100_000,
  );
}

/** Every process whose command line names our folder: none may be left behind. */
async function left(): Promise<string[]> {
  const ps = spawn('ps', ['-eo', 'pid=,args='], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of ps.stdout) text += (chunk as Buffer).toString();
  return text.split('\n').filter((line) => line.includes(folder) && !line.includes('ps -eo'));
}

describe('the platform as a process', () => {
  it('says where it is and who may sign in, ends with 0 on SIGTERM, and leaves nothing running', async () => {
    const port = await freePort();
    const one = aix(['start'], { PORT: String(port) });
    await ready(one);
    expect(one.output()).toContain(`AIX ready at http://127.0.0.1:${port}`);
    expect(one.output()).toContain('demo-inspector');
    expect(one.output()).toContain(folder);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    const asked = Date.now();
    one.process.kill('SIGTERM');
    expect(await one.exit).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(await left()).toEqual([]);
  }, 180_000);

  it('runs on when nobody reads its words any more, and still stops cleanly', async () => {
    const port = await freePort();
    const one = aix(['start'], { PORT: String(port) });
    await ready(one);
    one.process.stdout?.destroy();
    one.process.stderr?.destroy();
    one.process.kill('SIGHUP');
    expect(await one.exit).toBe(0);
    expect(await left()).toEqual([]);
  }, 180_000);

  it('finds all data again after kill -9, and refuses a second start on the same folder', async () => {
    const port = await freePort();
    const first = aix(['start'], { PORT: String(port) });
    await ready(first);
    const operator = await createDemoClient(`http://127.0.0.1:${port}`, 'operator');
    const runId = await operator.submit('quality', 'in-process-inspection', INSPECTION);
    const second = aix(['start'], { PORT: String(await freePort()) });
    expect(await second.exit).toBe(1);
    expect(JSON.parse(second.errors())).toMatchObject({ error: { code: 'conflict' } });
    first.process.kill('SIGKILL');
    await first.exit;
    const again = aix(['start'], { PORT: String(port) });
    await ready(again);
    const client = await createDemoClient(`http://127.0.0.1:${port}`, 'operator');
    expect(await client.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
  }, 240_000);

  it('ends with one sentence and leaves nothing half started: port in use, wrong DATABASE_URL, open host without TLS', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const taken = (blocker.address() as { port: number }).port;
    const cases: readonly [Record<string, string>, RegExp][] = [
      [{ PORT: String(taken) }, /in use/],
      [{ PORT: String(await freePort()), DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' }, /cannot be reached.*DATABASE_URL/],
      [{ PORT: String(await freePort()), HOST: '0.0.0.0' }, /TLS_CERT/],
      [{ PORT: 'eighty' }, /PORT/],
      [{ PORT: String(await freePort()), TEMPORAL_CLI: '/nowhere/temporal' }, /TEMPORAL_CLI/],
    ];
    for (const [env, sentence] of cases) {
      const one = aix(['start'], env);
      expect(await one.exit).toBe(1);
      const { error } = JSON.parse(one.errors()) as { error: { message: string } };
      expect(error.message).toMatch(sentence);
      expect(await left()).toEqual([]);
    }
    await new Promise((resolve) => blocker.close(resolve));
  }, 240_000);

  it('carries a backup, taken while it runs, into a second folder with every run', async () => {
    const port = await freePort();
    const one = aix(['start'], { PORT: String(port) });
    await ready(one);
    const operator = await createDemoClient(`http://127.0.0.1:${port}`, 'operator');
    const runId = await operator.submit('quality', 'in-process-inspection', INSPECTION);
    await operator.waitForRun(runId, 60_000);
    const file = join(folder, 'backup.tgz');
    const backup = aix(['backup', file], { PORT: String(port) });
    expect(await backup.exit).toBe(0);
    one.process.kill('SIGTERM');
    await one.exit;
    const second = await openTemporaryFolder('aix-life-2-');
    try {
      expect(await aix(['restore', file], { AIX_DATA: second }).exit).toBe(0);
      const restored = aix(['start'], { AIX_DATA: second, PORT: String(port) });
      await ready(restored);
      const client = await createDemoClient(`http://127.0.0.1:${port}`, 'operator');
      const [report] = await client.reportsOf(runId);
      expect(report?.files.length).toBe(4);
      restored.process.kill('SIGTERM');
      await restored.exit;
    } finally {
      await rm(second, { recursive: true, force: true });
    }
  }, 300_000);
});
