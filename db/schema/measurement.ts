// One measured value as it was entered, and as a number. Never changed; a correction is a row of its own.
import { sql } from 'drizzle-orm';
import { doublePrecision, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const measurement = pgTable(
  'measurement',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    lotNumber: text('lot_number'),
    partNumber: text('part_number'),
    characteristic: text('characteristic').notNull(),
    /** Order within run and characteristic, 0-based. */
    ordinal: integer('ordinal').notNull(),
    /** The text that was entered ("34.050" keeps its zero). */
    rawValue: text('raw_value').notNull(),
    value: doublePrecision('value').notNull(),
    unit: text('unit'),
    resolution: doublePrecision('resolution'),
    equipment: text('equipment'),
    gauge: text('gauge'),
    specRevision: text('spec_revision'),
    measuredAt: instant('measured_at').notNull(),
    enteredAt: instant('entered_at').notNull().default(sql`now()`),
    enteredBy: text('entered_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('measurement_key').on(t.tenantId, t.runId, t.step, t.characteristic, t.ordinal),
    index('measurement_series').on(t.tenantId, t.characteristic, t.measuredAt),
    index('measurement_lot').on(t.tenantId, t.lotNumber),
    foreignKey({ name: 'measurement_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
