// What continue-as-new carries, and its version. Adding a field needs a default here; changing one needs a new version and an upgrade.
import type { Json, JsonObject } from '../definition/json.ts';
import type { WorkflowDocument } from '../definition/document.ts';
import type { InterpreterInput, RecordedStep, RunRef } from '../definition/transition.ts';
import type { EventInbox } from './event-inbox.ts';
import type { Frame } from './frame.ts';
import type { HumanTasks } from './human-tasks.ts';
import type { Journal } from './journal.ts';
import type { Compensation, Session } from './session.ts';

export interface Carried {
  readonly version: 1;
  readonly run: RunRef;
  readonly document: WorkflowDocument;
  readonly workflowInput: Json;
  readonly startedAt: string;
  readonly frame: Frame;
  readonly context: Json;
  readonly journal: Journal['state'];
  readonly humans: HumanTasks['state'];
  readonly inbox: EventInbox['state'];
  readonly recorded: readonly (readonly [string, readonly RecordedStep[]])[];
  readonly mockCalls: readonly (readonly [string, number])[];
  readonly compensations: readonly Compensation[];
}

export function carry(session: Session, frame: Frame): InterpreterInput {
  const carried: Carried = {
    version: 1,
    run: session.run,
    document: session.document,
    workflowInput: session.workflowInput,
    startedAt: session.startedAt,
    frame,
    context: session.context,
    journal: session.journal.state,
    humans: session.humans.state,
    inbox: session.inbox.state,
    recorded: [...session.recorded],
    mockCalls: [...session.mockCalls],
    compensations: session.compensations,
  };
  // Document, input and recorded outputs are inside already: not twice.
  const { document: _document, input: _input, recorded: _recorded, ...rest } = session.start;
  return { ...rest, carried: carried as unknown as JsonObject };
}

export function carriedBy(start: InterpreterInput): Carried | undefined {
  return start.carried as unknown as Carried | undefined;
}
