// Facts that a submission itself holds: its lot, and its measured values with unit and resolution, as rows beside the run.
import type { Tx } from '../../db/client.ts';
import { upsertLot } from '../../db/repositories/lot.ts';
import { insertMeasurements, type NewMeasurement } from '../../db/repositories/measurement.ts';
import type { FieldUi, WorkflowDocument } from '../../workflows/definition/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflows/definition/json.ts';

/** Steps count from 0; what came with the submission itself has this number. */
const SUBMISSION_STEP = -1;

export interface RecordFacts {
  readonly tenant: string;
  readonly runId: string;
  readonly document: WorkflowDocument;
  readonly input: Json;
  readonly enteredBy: string;
}

/** A number field that the form shows with tolerance limits (or a characteristic) is a measurement; other numbers are not. */
export async function recordFacts(tx: Tx, { tenant, runId, document, input, enteredBy }: RecordFacts): Promise<void> {
  if (!isJsonObject(input)) return;
  const lotNumber = text(input, 'lotNumber');
  const partNumber = text(input, 'part') ?? text(input, 'partNumber');
  if (lotNumber !== undefined) {
    const supplier = text(input, 'supplier');
    const size = input['lotSize'];
    await upsertLot(tx, {
      tenant,
      number: lotNumber,
      ...(partNumber === undefined ? {} : { partNumber }),
      ...(supplier === undefined ? {} : { supplier }),
      ...(typeof size === 'number' ? { size } : {}),
    });
  }
  const ui = document.document.metadata?.aix?.ui ?? {};
  const rows = Object.entries(ui).flatMap(([field, look]) =>
    measurementsOf(field, look, input[field], { enteredBy, lotNumber, partNumber }),
  );
  if (rows.length > 0) await insertMeasurements(tx, { tenant, runId, step: SUBMISSION_STEP, rows });
}

function measurementsOf(
  field: string,
  look: FieldUi,
  value: Json | undefined,
  around: { enteredBy: string; lotNumber: string | undefined; partNumber: string | undefined },
): NewMeasurement[] {
  if (look.characteristic === undefined && look.lsl === undefined && look.usl === undefined) return [];
  const values = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null];
  const measuredAt = new Date().toISOString();
  return values.flatMap((entry, ordinal) =>
    typeof entry === 'number'
      ? [
          {
            characteristic: look.characteristic ?? field,
            ordinal,
            rawValue: String(entry),
            value: entry,
            measuredAt,
            enteredBy: around.enteredBy,
            ...(around.lotNumber === undefined ? {} : { lotNumber: around.lotNumber }),
            ...(around.partNumber === undefined ? {} : { partNumber: around.partNumber }),
            ...(look.unit === undefined ? {} : { unit: look.unit }),
            ...(look.resolution === undefined ? {} : { resolution: look.resolution }),
          },
        ]
      : [],
  );
}

function text(input: JsonObject, key: string): string | undefined {
  const value = input[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
