// How `record-production` runs: checks that the counts add up, then leaves the row to the run store.
import type { Json, JsonObject } from '../../definition/json.ts';
import type { ProductionCountFact, Runner } from '../runner.ts';

export const runRecordProduction: Runner = async (request) => {
  const input = request['counts'] as JsonObject;
  const number = (key: string): number => (typeof input[key] === 'number' ? (input[key] as number) : 0);
  const counts: ProductionCountFact = {
    line: String(input['line']),
    product: String(input['product']),
    shiftDate: String(input['shiftDate']),
    shift: String(input['shift']),
    planned: number('planned'),
    produced: number('produced'),
    good: number('good'),
    scrap: number('scrap'),
    rework: number('rework'),
    plannedMinutes: number('plannedMinutes'),
    downMinutes: number('downMinutes'),
    idealSecondsPerUnit: number('idealSecondsPerUnit'),
    downReasons: (input['downReasons'] ?? []) as unknown as ProductionCountFact['downReasons'],
    defects: (input['defects'] ?? []) as unknown as ProductionCountFact['defects'],
  };
  const warnings: JsonObject[] = [];
  // Warned, never refused: the shift leader's count is a fact even where it does not add up.
  if (counts.good + counts.scrap + counts.rework !== counts.produced) {
    warnings.push({
      code: 'counts-do-not-add-up',
      message: `good ${counts.good} + scrap ${counts.scrap} + rework ${counts.rework} is not produced ${counts.produced}.`,
    });
  }
  if (counts.downMinutes > counts.plannedMinutes)
    warnings.push({ code: 'down-exceeds-planned', message: 'More stopped minutes than planned minutes.' });
  return { output: { recorded: 1, warnings: warnings as unknown as Json }, effects: [{ kind: 'production-count', counts: [counts] }] };
};
