// Everything that one execution of the interpreter shares between its tasks. Made once in workflow.ts, handed down.
import type { Json, JsonObject } from '../definition/json.ts';
import type { WorkflowDocument } from '../definition/document.ts';
import type { InterpreterInput, RecordedStep, RunRef, Transition } from '../definition/transition.ts';
import type { CallRequest, CallResult, OpenChildRequest, OpenChildResult, PublishRequest } from '../worker/activities.ts';
import type { EventInbox } from './event-inbox.ts';
import type { HumanTasks } from './human-tasks.ts';
import type { Journal } from './journal.ts';
import type { Parking } from './parking.ts';
import type { Work } from './work.ts';

/** The activities as the interpreter sees them; each carries the transitions that are not written yet. */
export interface ActivityPort {
  record(request: { run: RunRef; transitions: readonly Transition[] }): Promise<void>;
  light(request: CallRequest): Promise<CallResult>;
  heavy(request: CallRequest): Promise<CallResult>;
  model(request: CallRequest): Promise<CallResult>;
  publish(request: PublishRequest): Promise<void>;
  openChild(request: OpenChildRequest): Promise<OpenChildResult>;
}

/** A completed task with metadata.aix.compensate: `path` points at it in the document, `output` is what its compensation gets. */
export interface Compensation {
  readonly path: string;
  readonly output: Json;
}

export interface Session {
  readonly start: InterpreterInput;
  readonly run: RunRef;
  readonly document: WorkflowDocument;
  /** $workflow.input: the input as given, before input.from. */
  readonly workflowInput: Json;
  readonly startedAt: string;
  readonly journal: Journal;
  readonly parking: Parking;
  readonly work: Work;
  readonly humans: HumanTasks;
  readonly inbox: EventInbox;
  readonly activities: ActivityPort;
  /** What an earlier run recorded by path, for a re-run from a step; taken once each, in order. */
  readonly recorded: Map<string, RecordedStep[]>;
  /** How often each mock has answered. */
  readonly mockCalls: Map<string, number>;
  /** What to undo if the run faults, in order of completion. */
  readonly compensations: Compensation[];
  /** $context: the one mutable cell, changed only by `export`. */
  context: Json;
  now(): Date;
  uuid(): string;
}

/** Writes what is pending through a local activity of its own: before each wait, at the end, and every 200 transitions. */
export async function flush(session: Session): Promise<void> {
  const transitions = session.journal.batch();
  if (transitions.length === 0) return;
  await session.activities.record({ run: session.run, transitions });
  session.journal.stored(transitions);
}

/**
 * Marks the run as waiting while `wait` lasts, if nothing else of it is under way, so that people see it.
 * What is known is written first: a wait may last for weeks.
 */
export async function waiting<T>(session: Session, wait: () => Promise<T>): Promise<T> {
  if (session.parking.idle) session.journal.run('waiting');
  await flush(session);
  const result = await wait();
  session.journal.run('running');
  return result;
}

export function workflowDescriptor(session: Session): JsonObject {
  return {
    id: session.run.runId,
    definition: session.document as unknown as Json,
    input: session.workflowInput,
    startedAt: dateTimeDescriptor(new Date(session.startedAt)),
  };
}

/** The specification's date-time descriptor. */
export function dateTimeDescriptor(at: Date): JsonObject {
  const milliseconds = at.getTime();
  return { iso8601: at.toISOString(), epoch: { seconds: Math.floor(milliseconds / 1000), milliseconds } };
}
