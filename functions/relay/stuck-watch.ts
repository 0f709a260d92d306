// Says which runs do not move although nothing holds them: accepted or running, and silent for too long.
import type { Database } from '../../db/client.ts';
import { insertNotice } from '../../db/repositories/notice.ts';
import { listStuckRuns } from '../../db/repositories/run.ts';
import type { EngineGateway } from '../shared/engine-gateway.ts';

/** A model may wake for 45 minutes and a heavy step work for 15: silence beyond an hour is worth a look. */
const SILENCE = 60 * 60_000;

export async function watchStuckRuns(
  { database }: { database: Database; engine: EngineGateway },
  now: () => number = Date.now,
): Promise<void> {
  const progressedBefore = new Date(now() - SILENCE).toISOString();
  for (const tenant of await database.directory.listTenantIds()) {
    await database.withTenant(tenant, async (tx) => {
      for (const run of await listStuckRuns(tx, { tenant, progressedBefore, limit: 20 })) {
        await insertNotice(tx, {
          tenant,
          key: `stuck/${run.id}/${run.progressedAt}`,
          level: 'warning',
          title: `멈춘 실행: ${run.namespace}/${run.name}`,
          body: `한 시간 넘게 진행이 없습니다 (${run.state}).`,
          roles: ['planner', 'admin'],
          link: `/runs/${run.id}`,
        });
      }
    });
  }
}
