// The few queries that catalog tasks may ask, on repositories, each within the run's own tenant.
import type { Database } from '../../db/client.ts';
import { listProductionCounts, type ProductionCount } from '../../db/repositories/production-count.ts';
import { findRun, listRuns } from '../../db/repositories/run.ts';
import { findTenant } from '../../db/repositories/tenant.ts';
import { listPeopleInRoles } from '../../db/repositories/member.ts';
import type { FactReader, ProductionCountFact } from '../catalog/runner.ts';
import type { Json } from '../definition/json.ts';

export function createFactReader(database: Database): FactReader {
  return {
    productionCounts: async (tenant, query) =>
      (await database.withTenant(tenant, async (tx) => await listProductionCounts(tx, { tenant, ...query }))).map(factOf),
    inspections: async (tenant, { from, to }) => {
      const runs = await database.withTenant(tenant, async (tx) => await listRuns(tx, { tenant, from, to, limit: 500 }));
      return runs
        .filter((run) => run.namespace === 'quality')
        .map(({ id, name, state, lotNumber, createdAt }) => ({
          runId: id,
          definition: name,
          state,
          lotNumber,
          at: createdAt,
        })) as unknown as Json;
    },
    peopleInRoles: async (tenant, roles) => await listPeopleInRoles(database.auth, { tenant, roles }),
    tenantName: async (tenant) => (await database.withTenant(tenant, async (tx) => await findTenant(tx, tenant)))?.name ?? '',
    startOf: async ({ tenant, runId }) => {
      const run = await database.withTenant(tenant, async (tx) => await findRun(tx, { tenant, runId }));
      return run?.createdAt ?? new Date(0).toISOString();
    },
  };
}

function factOf(count: ProductionCount): ProductionCountFact {
  const planned = count.plannedBusySeconds ?? 0;
  const stops = (count.stops ?? []) as readonly { reason: string; seconds: number }[];
  return {
    line: count.line,
    product: count.product ?? '',
    shiftDate: count.startedAt.slice(0, 10),
    shift: count.shift ?? '',
    planned: count.plannedQuantity ?? 0,
    produced: count.producedQuantity,
    good: count.goodQuantity,
    scrap: count.scrapQuantity,
    rework: count.reworkQuantity,
    plannedMinutes: planned / 60,
    downMinutes: Math.max(0, planned - (count.productionSeconds ?? planned)) / 60,
    idealSecondsPerUnit: count.idealCycleSeconds ?? 0,
    downReasons: stops.map(({ reason, seconds }) => ({ reason, minutes: seconds / 60 })),
    defects: (count.defects ?? []) as unknown as ProductionCountFact['defects'],
  };
}
