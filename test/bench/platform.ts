// A form's way through the whole platform: how long the answer takes, when the run has begun, when it is complete, and how many a second.
import { rm } from 'node:fs/promises';
import { getRun } from '../../db/repositories/run.ts';
import { createDemoClient } from '../../functions/cli/demo-client.ts';
import { readLocalEnv } from '../../functions/local/env.ts';
import { startLocal } from '../../functions/local/platform.ts';
import { freePort } from '../../functions/local/temporal.ts';
import { openTemporaryFolder } from '../support/open-folder.ts';
import { median, quantile } from './statistics.ts';

const ONE_BY_ONE = 40;
const TOGETHER = 160;
const AT_ONCE = 32;

const COUNT = { line: 'L1', product: 'P', shiftDate: '2026-11-24', shift: 'day', produced: 100, good: 98, scrap: 1, rework: 1 };

export async function benchPlatform(): Promise<void> {
  const folder = await openTemporaryFolder('aix-bench-platform-');
  const platform = await startLocal(readLocalEnv({ AIX_DATA: folder, PORT: String(await freePort()) }), { timingFactor: 0 });
  const tenant = platform.demoTenant ?? '';
  try {
    const client = await createDemoClient(`http://127.0.0.1:${platform.port}`, 'operator');
    const submit = async (): Promise<{ runId: string; answered: number }> => {
      const began = performance.now();
      const runId = await client.submit('production', 'production-count', COUNT);
      return { runId, answered: performance.now() - began };
    };
    const times = async (runId: string): Promise<{ started: number; completed: number }> => {
      await client.waitForRun(runId, 60_000);
      const run = await platform.database.withTenant(tenant, async (tx) => await getRun(tx, { tenant, runId }));
      const since = Date.parse(run.createdAt);
      return { started: Date.parse(run.startedAt ?? '') - since, completed: Date.parse(run.endedAt ?? '') - since };
    };
    for (let warm = 0; warm < 5; warm += 1) await times((await submit()).runId);
    const rows: { answered: number; started: number; completed: number }[] = [];
    for (let index = 0; index < ONE_BY_ONE; index += 1) {
      const { runId, answered } = await submit();
      rows.push({ answered, ...(await times(runId)) });
    }
    const shown = (pick: (row: (typeof rows)[number]) => number): string =>
      `${median(rows.map(pick)).toFixed(0)} ms (p90 ${quantile(rows.map(pick), 0.9).toFixed(0)})`;
    console.log(
      `one by one, ${ONE_BY_ONE} runs: answered ${shown((row) => row.answered)}, started ${shown((row) => row.started)}, completed ${shown((row) => row.completed)}`,
    );
    const began = performance.now();
    let left = TOGETHER;
    const lane = async (): Promise<void> => {
      while (left-- > 0) await client.waitForRun((await submit()).runId, 120_000);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    console.log(
      `${AT_ONCE} at once, ${TOGETHER} runs: ${(TOGETHER / ((performance.now() - began) / 1000)).toFixed(1)} completed a second (asked every 200 ms)`,
    );
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
