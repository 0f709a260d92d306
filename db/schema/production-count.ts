// Counts and times of a line over one period: the elements of the ISO 22400 figures, which are summed, never averaged.
import { sql } from 'drizzle-orm';
import { check, doublePrecision, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const productionCount = pgTable(
  'production_count',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    ordinal: integer('ordinal').notNull().default(0),
    /** The line's code. */
    line: text('line').notNull(),
    product: text('product'),
    shift: text('shift'),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at').notNull(),
    /** Planned quantity. */
    plannedQuantity: integer('planned_quantity'),
    /** PQ: produced quantity. */
    producedQuantity: integer('produced_quantity').notNull(),
    /** GQ: good quantity. */
    goodQuantity: integer('good_quantity').notNull(),
    /** SQ: scrap quantity. */
    scrapQuantity: integer('scrap_quantity').notNull().default(0),
    /** RQ: rework quantity. */
    reworkQuantity: integer('rework_quantity').notNull().default(0),
    /** IP and GP: inspected parts and those good at first pass; need serial numbers, so often absent. */
    inspectedParts: integer('inspected_parts'),
    firstPassGood: integer('first_pass_good'),
    /** PBT: planned busy time, seconds. */
    plannedBusySeconds: doublePrecision('planned_busy_seconds'),
    /** APT: actual production time, seconds. */
    productionSeconds: doublePrecision('production_seconds'),
    /** PRI: planned run time per item, seconds. */
    idealCycleSeconds: doublePrecision('ideal_cycle_seconds'),
    /** [{reason, seconds}] and [{code, count}] as entered. */
    stops: json('stops'),
    defects: json('defects'),
    note: text('note'),
    enteredAt: instant('entered_at').notNull().default(sql`now()`),
    enteredBy: text('entered_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('production_count_key').on(t.tenantId, t.runId, t.step, t.ordinal),
    index('production_count_time').on(t.tenantId, t.startedAt),
    check('production_count_period', sql`${t.endedAt} >= ${t.startedAt}`),
    check(
      'production_count_quantities',
      sql`${t.producedQuantity} >= 0 and ${t.goodQuantity} >= 0 and ${t.scrapQuantity} >= 0 and ${t.reworkQuantity} >= 0`,
    ),
    foreignKey({ name: 'production_count_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
