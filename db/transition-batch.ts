// A batch of transitions folded to one row per run, step and task, and one audit row per transition. Pure: what is written, not how.
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../workflows/definition/json.ts';
import type { LiteralFilter } from '../workflows/definition/literal-filter.ts';
import type {
  HumanTaskRequest,
  ListenTransition,
  RunState,
  RunTransition,
  StepState,
  StepTransition,
  SubscriptionState,
  TaskState,
  TaskTransition,
  Transition,
} from '../workflows/definition/transition.ts';
import { canonicalJson } from './canonical-json.ts';

export interface RunChange {
  readonly sequence: number;
  readonly state: RunState;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly output?: Json;
  readonly error?: Json;
}
export interface StepChange {
  readonly step: number;
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly call?: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: Json;
  readonly sequence: number;
}
export interface TaskChange {
  readonly taskId: string;
  readonly step: number;
  readonly state: TaskState;
  readonly sequence: number;
  readonly opened?: HumanTaskRequest;
  readonly openedAt?: string;
  readonly closedAt?: string;
  readonly decisionId?: string;
}
export interface SubscriptionChange {
  readonly step: number;
  readonly state: SubscriptionState;
  readonly sequence: number;
  readonly filters: readonly LiteralFilter[];
  readonly openedAt: string;
  readonly closedAt?: string;
}
export interface AuditEntry {
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly subjectKind: 'run' | 'step' | 'task';
  readonly subjectId: string;
  readonly details: JsonObject;
}
export interface TransitionBatch {
  readonly run: RunChange | undefined;
  readonly steps: readonly StepChange[];
  readonly tasks: readonly TaskChange[];
  readonly subscriptions: readonly SubscriptionChange[];
  readonly audit: readonly AuditEntry[];
}

const FINAL_RUN: ReadonlySet<RunState> = new Set(['completed', 'faulted', 'cancelled']);
const FINAL_STEP: ReadonlySet<StepState> = new Set(['completed', 'faulted', 'skipped', 'cancelled']);
const FINAL_TASK: ReadonlySet<TaskState> = new Set(['decided', 'timed-out', 'cancelled']);

/** Order and repeats of the given transitions do not matter; the highest sequence decides a state. */
export function foldTransitions(runId: string, transitions: readonly Transition[]): TransitionBatch {
  const ordered = [...new Map(transitions.map((transition) => [transition.sequence, transition])).values()].toSorted(
    (a, b) => a.sequence - b.sequence,
  );
  let run: RunChange | undefined;
  const steps = new Map<number, StepChange>();
  const tasks = new Map<string, TaskChange>();
  const subscriptions = new Map<number, SubscriptionChange>();
  for (const transition of ordered) {
    if (transition.type === 'run') run = foldRun(run, transition);
    else if (transition.type === 'step') steps.set(transition.step, foldStep(steps.get(transition.step), transition));
    else if (transition.type === 'task') tasks.set(transition.taskId, foldTask(tasks.get(transition.taskId), transition));
    else subscriptions.set(transition.step, foldSubscription(subscriptions.get(transition.step), transition));
  }
  return {
    run,
    // In one order everywhere, so that two batches never wait for each other in a circle.
    steps: [...steps.values()].toSorted((a, b) => a.step - b.step),
    tasks: [...tasks.values()].toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1)),
    subscriptions: [...subscriptions.values()].toSorted((a, b) => a.step - b.step),
    audit: ordered.map((transition) => auditEntry(runId, transition)),
  };
}

function foldRun(before: RunChange | undefined, { sequence, at, state, output, error }: RunTransition): RunChange {
  const startedAt = before?.startedAt ?? (state === 'accepted' ? undefined : at);
  return {
    sequence,
    state,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(FINAL_RUN.has(state) ? { endedAt: at } : {}),
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error: { ...error } }),
  };
}

function foldStep(before: StepChange | undefined, transition: StepTransition): StepChange {
  const { sequence, at, step, path, name, kind, state, attempts } = transition;
  const call = transition.call ?? before?.call;
  const input = transition.input ?? before?.input;
  return {
    step,
    path,
    name,
    kind,
    ...(call === undefined ? {} : { call }),
    state,
    attempts: Math.max(attempts, before?.attempts ?? 0),
    startedAt: before?.startedAt ?? transition.startedAt ?? at,
    ...(FINAL_STEP.has(state) ? { endedAt: at } : {}),
    ...(input === undefined ? {} : { input }),
    ...(transition.output === undefined ? {} : { output: transition.output }),
    ...(transition.error === undefined ? {} : { error: { ...transition.error } }),
    sequence,
  };
}

function foldTask(before: TaskChange | undefined, { sequence, at, taskId, step, state, opened, decisionId }: TaskTransition): TaskChange {
  const request = opened ?? before?.opened;
  const openedAt = opened === undefined ? before?.openedAt : at;
  const decided = decisionId ?? before?.decisionId;
  return {
    taskId,
    step,
    state,
    sequence,
    ...(request === undefined ? {} : { opened: request }),
    ...(openedAt === undefined ? {} : { openedAt }),
    ...(FINAL_TASK.has(state) ? { closedAt: at } : {}),
    ...(decided === undefined ? {} : { decisionId: decided }),
  };
}

function foldSubscription(before: SubscriptionChange | undefined, { sequence, at, step, state, filters }: ListenTransition): SubscriptionChange {
  return {
    step,
    state,
    sequence,
    filters: state === 'open' ? filters : (before?.filters ?? []),
    openedAt: before?.openedAt ?? at,
    ...(state === 'closed' ? { closedAt: at } : {}),
  };
}

/** Data itself stays in the run's rows; the chain holds its hash, so a later change of a row no longer fits the audit. */
function auditEntry(runId: string, transition: Transition): AuditEntry {
  const { sequence, at, type, state } = transition;
  const base = { sequence, at, action: `${type}.${state}` } as const;
  if (type === 'run') {
    return { ...base, subjectKind: 'run', subjectId: runId, details: { ...hashes(transition), ...errorOf(transition.error) } };
  }
  if (type === 'step') {
    const { step, path, name, kind, call, attempts } = transition;
    const facts = { step, path, name, kind, attempts, ...(call === undefined ? {} : { call }) };
    return {
      ...base,
      subjectKind: 'step',
      subjectId: `${runId}/${step}`,
      details: { ...facts, ...hashes(transition), ...errorOf(transition.error) },
    };
  }
  if (type === 'listen') {
    const { step, filters } = transition;
    return { ...base, subjectKind: 'step', subjectId: `${runId}/${step}`, details: { step, filters: filters.map((filter) => ({ ...filter })) } };
  }
  const { taskId, step, opened, decisionId } = transition;
  const details = {
    step,
    ...(opened === undefined ? {} : { title: opened.title, roles: opened.roles, requestSha256: sha256({ ...opened } as JsonObject) }),
    ...(decisionId === undefined ? {} : { decisionId }),
  };
  return { ...base, subjectKind: 'task', subjectId: taskId, details };
}

function hashes({ input, output }: { readonly input?: Json; readonly output?: Json }): JsonObject {
  return {
    ...(input === undefined ? {} : { inputSha256: sha256(input) }),
    ...(output === undefined ? {} : { outputSha256: sha256(output) }),
  };
}

function errorOf(error: { readonly type: string; readonly status: number; readonly title?: string } | undefined): JsonObject {
  return error === undefined ? {} : { errorType: error.type, errorStatus: error.status };
}

function sha256(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
