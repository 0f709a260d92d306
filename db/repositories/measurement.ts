// Measured values: inserted by the step that received them, read as series for charts.
import { and, asc, eq, getTableColumns, gte, lt, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { measurement } from '../schema/measurement.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(measurement);

export type Measurement = Omit<typeof measurement.$inferSelect, 'tenantId'>;

export interface NewMeasurement {
  readonly characteristic: string;
  /** Order within run, step and characteristic, 0-based. */
  readonly ordinal: number;
  readonly rawValue: string;
  readonly value: number;
  readonly lotNumber?: string;
  readonly partNumber?: string;
  readonly unit?: string;
  readonly resolution?: number;
  readonly equipment?: string;
  readonly gauge?: string;
  readonly specRevision?: string;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly enteredBy?: string;
}

/** So many rows fit one statement (65,535 parameters) with room to spare. */
const ROWS_PER_STATEMENT = 2_000;

/** A repeat of the same step changes nothing; how many rows were new. */
export async function insertMeasurements(
  tx: Tx,
  { tenant, runId, step, rows }: { tenant: string; runId: string; step: number; rows: readonly NewMeasurement[] },
): Promise<number> {
  let inserted = 0;
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = rows.slice(from, from + ROWS_PER_STATEMENT).map((row) => ({ ...row, tenantId: tenant, runId, step }));
    const written = await tx.insert(measurement).values(part).onConflictDoNothing().returning({ id: measurement.id });
    inserted += written.length;
  }
  return inserted;
}

export interface MeasurementFilter {
  readonly tenant: string;
  readonly characteristic?: string;
  readonly lotNumber?: string;
  readonly partNumber?: string;
  readonly equipment?: string;
  readonly runId?: string;
  /** Measured at or after, and before: ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** The newest so many; default 1,000. */
  readonly limit?: number;
}

/** In order of measuring, the oldest first; with more than `limit` the newest of them. */
export async function listMeasurements(tx: Tx, filter: MeasurementFilter): Promise<Measurement[]> {
  const { characteristic, lotNumber, partNumber, equipment, runId, from, to } = filter;
  const rows = await tx
    .select(columns)
    .from(measurement)
    .where(
      and(
        eq(measurement.tenantId, filter.tenant),
        ...(characteristic === undefined ? [] : [eq(measurement.characteristic, characteristic)]),
        ...(lotNumber === undefined ? [] : [eq(measurement.lotNumber, lotNumber)]),
        ...(partNumber === undefined ? [] : [eq(measurement.partNumber, partNumber)]),
        ...(equipment === undefined ? [] : [eq(measurement.equipment, equipment)]),
        ...(runId === undefined ? [] : [eq(measurement.runId, runId)]),
        ...(from === undefined ? [] : [gte(measurement.measuredAt, from)]),
        ...(to === undefined ? [] : [lt(measurement.measuredAt, to)]),
      ),
    )
    .orderBy(sql`${measurement.measuredAt} desc, ${measurement.enteredAt} desc, ${measurement.runId} desc, ${measurement.ordinal} desc`)
    .limit(Math.min(filter.limit ?? 1_000, 20_000));
  return rows.toReversed();
}

/** Names of the characteristics measured so far. */
export async function listCharacteristics(tx: Tx, { tenant }: { tenant: string }): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ characteristic: measurement.characteristic })
    .from(measurement)
    .where(eq(measurement.tenantId, tenant))
    .orderBy(asc(measurement.characteristic));
  return rows.map((row) => row.characteristic);
}
