// The one generic workflow: it runs whatever document it is given. Nothing here knows a domain task.
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { WorkflowDocument } from '../definition/document.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import {
  DECIDE_UPDATE,
  EVENT_SIGNAL,
  STATE_QUERY,
  type DecisionInput,
  type InterpreterInput,
  type RecordedStep,
  type RunRef,
} from '../definition/transition.ts';
import { createActivityPort, openScheduled } from './activity-port.ts';
import { carriedBy, carry, type Carried } from './carried.ts';
import { compensate } from './compensate.ts';
import { EventInbox } from './event-inbox.ts';
import { executeRoot } from './execute-root.ts';
import { errorOf, raise } from './fault.ts';
import type { Frame } from './frame.ts';
import { HumanTasks } from './human-tasks.ts';
import { Journal } from './journal.ts';
import { Parking } from './parking.ts';
import { flush, type Session } from './session.ts';
import { Work } from './work.ts';

const decide = defineUpdate<{ state: 'applied' }, [DecisionInput]>(DECIDE_UPDATE);
const receive = defineSignal<[JsonObject | readonly JsonObject[]]>(EVENT_SIGNAL);
const state = defineQuery<JsonObject>(STATE_QUERY);

/** @returns the output of the document. Fails with the WorkflowError in its details when the run faults. */
export async function interpreter(given: InterpreterInput): Promise<Json> {
  const carried = carriedBy(given);
  const humans = new HumanTasks(given.requestedBy, carried?.humans);
  const inbox = new EventInbox(given.events, carried?.inbox);
  const journal = new Journal(() => new Date().toISOString(), carried?.journal);
  // Before the first await: an answer may be the very thing that wakes this run on a new worker.
  setHandler(decide, (decision) => humans.accept(decision), { validator: (decision) => humans.validate(decision) });
  setHandler(receive, (event) => inbox.deliver(event));
  setHandler(state, () => ({ state: journal.state.runState, steps: journal.steps, humans: humans.state as unknown as Json }));
  const start = await opened(given, carried);
  const frame: Frame = carried?.frame ?? {};
  const session = sessionOf(start, carried, { humans, inbox, journal });
  const work = carryThrough(session, frame);
  // Outside any cancellation: a cancelled run ends when it has written that it was, not before.
  const quiet = CancellationScope.nonCancellable(async () => await session.parking.quiet());
  const outcome = await Promise.race([work.then((output) => ({ output })), quiet.then(() => undefined)]);
  if (outcome) return outcome.output;
  await condition(allHandlersFinished);
  return await continueAsNew<typeof interpreter>(carry(session, frame));
}

/** A scheduled start has no run yet: its first step makes submission and run, and pins the document published at that moment. */
async function opened(given: InterpreterInput, carried: Carried | undefined): Promise<InterpreterInput> {
  if (carried || given.run || !given.schedule) return given;
  const info = workflowInfo();
  const nominal = info.searchAttributes['TemporalScheduledStartTime']?.[0] ?? info.startTime;
  return await openScheduled()({
    schedule: given.schedule,
    workflowId: info.workflowId,
    nominalTime: new Date(nominal as Date).toISOString(),
  });
}

function sessionOf(
  start: InterpreterInput,
  carried: Carried | undefined,
  parts: { humans: HumanTasks; inbox: EventInbox; journal: Journal },
): Session {
  const parking = new Parking();
  const recorded = new Map<string, RecordedStep[]>((carried?.recorded ?? []).map(([path, steps]) => [path, [...steps]]));
  if (!carried) for (const step of start.recorded ?? []) recorded.set(step.path, [...(recorded.get(step.path) ?? []), step]);
  return {
    ...parts,
    start,
    run: carried?.run ?? (start.run as RunRef),
    document: carried?.document ?? (start.document as unknown as WorkflowDocument),
    workflowInput: carried?.workflowInput ?? start.input ?? null,
    startedAt: carried?.startedAt ?? new Date().toISOString(),
    parking,
    work: new Work(parking),
    activities: createActivityPort(),
    recorded,
    mockCalls: new Map(carried?.mockCalls ?? []),
    compensations: [...(carried?.compensations ?? [])],
    context: carried?.context ?? null,
    now: () => new Date(),
    uuid: uuid4,
  };
}

/** Runs the document to its end and writes how it ended, whatever happens. */
async function carryThrough(session: Session, frame: Frame): Promise<Json> {
  try {
    session.journal.run('running');
    const output = await executeRoot(session, frame);
    session.journal.run('completed', { output });
    await flush(session);
    return output;
  } catch (thrown) {
    return await CancellationScope.nonCancellable(async () => {
      if (isCancellation(thrown)) {
        session.journal.run('cancelled');
        await flush(session);
        throw thrown;
      }
      const error = errorOf(thrown, '');
      await compensate(session, frame);
      session.journal.run('faulted', { error });
      await flush(session);
      throw raise(error);
    });
  }
}
