// How `gather` runs: one quick query. The window is closed at its start and open at its end, so no record is counted in two shifts.
import { AppError } from '../../definition/errors.ts';
import type { Json } from '../../definition/json.ts';
import type { Runner } from '../runner.ts';

export const runGather: Runner = async (input, deps, context) => {
  if (!deps.facts) throw new AppError('needs-platform', 'gather reads recorded facts; run it on a platform or give it a mock.');
  const to = typeof input['to'] === 'string' ? new Date(input['to']) : deps.now();
  const hours = typeof input['lastHours'] === 'number' ? input['lastHours'] : 24;
  const from = typeof input['from'] === 'string' ? new Date(input['from']) : new Date(to.getTime() - hours * 3_600_000);
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || from >= to) {
    throw new AppError('invalid', '"from" must be a moment before "to" (ISO 8601 with an offset).');
  }
  const query = {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(typeof input['line'] === 'string' && input['line'] !== '' ? { line: input['line'] } : {}),
  };
  const [counts, inspections] = await Promise.all([
    deps.facts.productionCounts(context.run.tenant, query),
    deps.facts.inspections(context.run.tenant, query),
  ]);
  return { output: { window: { from: query.from, to: query.to }, counts: counts as unknown as Json, inspections } };
};
