// What the interpreter is given of a definition's row and a submission: the same for a form, a schedule, a child run and a re-run.
import type { Json } from '../workflows/definition/json.ts';
import type { InterpreterInput } from '../workflows/definition/transition.ts';
import type { Definition } from './repositories/definition.ts';

export interface StartedSubmission {
  readonly tenant: string;
  readonly runId: string;
  readonly submissionId: string;
  readonly definition: Definition;
  readonly input: Json;
  readonly requestedBy: string;
}

export function interpreterInputOf({
  tenant,
  runId,
  submissionId,
  definition,
  input,
  requestedBy,
}: StartedSubmission): InterpreterInput & { run: NonNullable<InterpreterInput['run']> } {
  const { namespace, name, version, hash } = definition;
  return {
    run: { tenant, runId, submissionId, definitionId: definition.id, namespace, name, version, hash },
    document: definition.document,
    input,
    requestedBy,
  };
}
