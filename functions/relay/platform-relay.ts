// The relay of a platform: which tasks, and how often.
import { sequenceAudit } from '../../db/repositories/audit.ts';
import type { Database } from '../../db/client.ts';
import type { EngineGateway } from '../shared/engine-gateway.ts';
import type { Logger } from '../shared/logging.ts';
import type { ScheduleEngine } from '../shared/schedule-engine.ts';
import { sweepOutbox } from './outbox-sweep.ts';
import { startRelay, type Relay } from './relay.ts';
import { watchSchedules } from './schedule-watch.ts';
import { watchStuckRuns } from './stuck-watch.ts';

export interface PlatformRelayDeps {
  readonly database: Database;
  readonly engine: EngineGateway;
  readonly scheduleEngine: ScheduleEngine;
  readonly logger: Logger;
}

const AUDIT_BATCH = 500;

export function startPlatformRelay({ database, engine, scheduleEngine, logger }: PlatformRelayDeps): Relay {
  return startRelay(
    [
      { name: 'outbox', everyMilliseconds: 1_000, run: async () => void (await sweepOutbox({ database, engine })) },
      { name: 'audit', everyMilliseconds: 500, run: async () => await sequenceAll(database) },
      { name: 'schedules', everyMilliseconds: 5_000, run: async () => await watchSchedules({ database, engine: scheduleEngine }) },
      { name: 'stuck', everyMilliseconds: 60_000, run: async () => await watchStuckRuns({ database, engine }) },
    ],
    logger,
  );
}

async function sequenceAll(database: Database): Promise<void> {
  for (const tenant of await database.directory.tenantsWithUnsequencedAudit()) {
    let done: number;
    do done = await database.withTenant(tenant, async (tx) => await sequenceAudit(tx, { tenant, limit: AUDIT_BATCH }));
    while (done === AUDIT_BATCH);
  }
}
