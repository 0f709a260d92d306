// The document itself: its input, its `do`, its output, its timeout. Frame: input, deadline, list.
import type { Json } from '../definition/json.ts';
import { withDeadline } from './deadline.ts';
import { evaluateField, type At } from './evaluation.ts';
import { executeList } from './execute-list.ts';
import { checkSchema } from './execute-task.ts';
import { childFrame, jsonIn, type Frame } from './frame.ts';
import { ROOT_SCOPE } from './scope.ts';
import type { Session } from './session.ts';

export async function executeRoot(session: Session, frame: Frame): Promise<Json> {
  const { document, workflowInput } = session;
  const at: At = { path: '', scope: ROOT_SCOPE, input: workflowInput };
  let input = jsonIn(frame, 'input');
  if (input === undefined) {
    checkSchema(document.input?.schema?.document as Json | undefined, workflowInput, '', 'input');
    input = document.input?.from === undefined ? workflowInput : evaluateField(session, document.input.from, workflowInput, at);
    frame['input'] = input as Frame[string];
  }
  const given = input;
  const result = await withDeadline(
    session,
    document.timeout ?? wallTime(session),
    at,
    frame,
    async () => await executeList(session, document.do, '/do', given, ROOT_SCOPE, childFrame(frame, 'list')),
  );
  const output =
    document.output?.as === undefined
      ? result.output
      : evaluateField(session, document.output.as, result.output, { ...at, output: result.output });
  checkSchema(document.output?.schema?.document as Json | undefined, output, '', 'output');
  return output;
}

/** metadata.aix.budget.wallTime is a timeout of the whole run; the document's own timeout wins over it. */
function wallTime(session: Session): { after: string } | undefined {
  const after = session.document.document.metadata?.aix?.budget?.wallTime;
  return after === undefined ? undefined : { after };
}
