// What the engine is started with, read from the rows: the same for the inline start, the relay and a re-run.
import type { Tx } from '../../db/client.ts';
import { interpreterInputOf } from '../../db/interpreter-input.ts';
import { findDefinitionById } from '../../db/repositories/definition.ts';
import { findRunOfSubmission } from '../../db/repositories/run.ts';
import { findSubmission } from '../../db/repositories/submission.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { recordedSteps } from './recorded-steps.ts';
import type { InterpreterInput } from '../../workflows/definition/transition.ts';

/** @throws AppError not-found when the submission has no rows (any more). */
export async function startInputOf(
  tx: Tx,
  { tenant, submissionId }: { tenant: string; submissionId: string },
): Promise<{ workflowId: string; input: InterpreterInput & { run: NonNullable<InterpreterInput['run']> } }> {
  const submission = await findSubmission(tx, { tenant, submissionId });
  const run = await findRunOfSubmission(tx, { tenant, submissionId });
  const definition = submission === undefined ? undefined : await findDefinitionById(tx, { tenant, definitionId: submission.definitionId });
  if (!submission || !run || !definition) throw new AppError('not-found', `There is no submission ${submissionId}.`);
  const { parentRunId, rerunFromStep } = submission;
  // The run that is repeated has ended: its record no longer changes, so it is read when the start is made, not copied.
  const recorded =
    parentRunId === null || rerunFromStep === null ? [] : await recordedSteps(tx, { tenant, runId: parentRunId, fromStep: rerunFromStep });
  return {
    workflowId: run.workflowId,
    input: {
      ...interpreterInputOf({
        tenant,
        runId: run.id,
        submissionId,
        definition,
        input: submission.input,
        requestedBy: submission.submittedBy,
      }),
      ...(recorded.length === 0 ? {} : { recorded }),
    },
  };
}
