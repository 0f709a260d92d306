// `run.workflow`: another published definition as a child run. Container, script and shell are outside the profile.
// Frame: childId (workflow id, so that a second look finds the same child).
import { executeChild, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { RunTask } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import { INTERPRETER_WORKFLOW, workflowIdOf } from '../definition/transition.ts';
import { evaluateValue } from './evaluation.ts';
import { fault } from './fault.ts';
import type { Executor } from './flow.ts';
import { mockedOutput } from './mocks.ts';

export const runExecutor: Executor<RunTask> = async (session, { task, name, path, input, scope, step }) => {
  const mocked = mockedOutput(session, name, path);
  if (mocked) return mocked;
  const target = task.run.workflow;
  if (!target) throw fault('configuration', path, 'Only run.workflow is in the profile; containers, scripts and shells never run.');
  const given = target.input === undefined ? input : evaluateValue(session, target.input, input, { path, scope, input });
  return await session.parking.during(async () => {
    const transitions = session.journal.batch();
    const submissionId = session.uuid();
    const child = await session.activities.openChild({
      run: session.run,
      step,
      path,
      submissionId,
      namespace: target.namespace,
      name: target.name,
      version: target.version ?? 'latest',
      input: given,
      transitions,
    });
    session.journal.stored(transitions);
    const options = { workflowId: workflowIdOf(session.run.tenant, submissionId), args: [child.start] };
    if (task.run.await === false) {
      await startChild(INTERPRETER_WORKFLOW, { ...options, parentClosePolicy: ParentClosePolicy.ABANDON });
      return { output: input };
    }
    return { output: (await executeChild(INTERPRETER_WORKFLOW, options)) as Json };
  });
};
