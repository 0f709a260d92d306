// What happened in a run, as data. The interpreter makes transitions, activities carry them, the run store writes them:
// the interpreter itself never writes. Each has a number of its own, so that writing one twice changes nothing.
import type { Json, JsonObject } from './json.ts';
import type { LiteralFilter } from './literal-filter.ts';

/** Names a run everywhere below the doors. All ids are UUIDs in text form. */
export interface RunRef {
  readonly tenant: string;
  readonly runId: string;
  readonly submissionId: string;
  readonly definitionId: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** Hex SHA-256 of the document: pinned for the life of the run. */
  readonly hash: string;
}

/** accepted -> running <-> waiting -> completed | faulted | cancelled. `accepted` is written by the submission itself. */
export type RunState = 'accepted' | 'running' | 'waiting' | 'completed' | 'faulted' | 'cancelled';
/** running <-> waiting -> completed | faulted | skipped | cancelled. */
export type StepState = 'running' | 'waiting' | 'completed' | 'faulted' | 'skipped' | 'cancelled';
/** open -> decided | timed-out | cancelled; open -> escalated -> decided | timed-out | cancelled. */
export type TaskState = 'open' | 'escalated' | 'decided' | 'timed-out' | 'cancelled';
/** open -> closed. */
export type SubscriptionState = 'open' | 'closed';

/** An error object of the specification (RFC 9457 with a JSON Pointer as `instance`). */
export interface WorkflowError {
  readonly type: string;
  readonly status: number;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
}

interface TransitionBase {
  /** 1, 2, 3 ... within the run; the key of idempotent writing is (tenant, run, sequence). */
  readonly sequence: number;
  /** ISO 8601, from the workflow's own deterministic clock. */
  readonly at: string;
}

export interface RunTransition extends TransitionBase {
  readonly type: 'run';
  readonly state: RunState;
  readonly output?: Json;
  readonly error?: WorkflowError;
}

export interface StepTransition extends TransitionBase {
  readonly type: 'step';
  /** Order of start within the run, 0-based; one per execution (a loop makes many of one path). Key: (tenant, run, step). */
  readonly step: number;
  readonly path: string;
  readonly name: string;
  /** call, do, for ... */
  readonly kind: string;
  /** Name of the catalog task or function that a call calls. */
  readonly call?: string;
  readonly state: StepState;
  readonly attempts: number;
  /** Set when start and end travel as one transition (a pure step that began and ended between two writes). */
  readonly startedAt?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: WorkflowError;
}

/** A human task (approve, form) opened, escalated or closed. */
export interface TaskTransition extends TransitionBase {
  readonly type: 'task';
  readonly taskId: string;
  readonly step: number;
  readonly state: TaskState;
  /** Present when it opens. */
  readonly opened?: HumanTaskRequest;
  /** Present when it is decided. */
  readonly decisionId?: string;
}

/** A `listen` began to want events, or no longer does. The store gives matching events to runs with an open one. */
export interface ListenTransition extends TransitionBase {
  readonly type: 'listen';
  readonly step: number;
  readonly state: SubscriptionState;
  /** What can be judged outside the run; an event that meets one of them may be wanted. Empty when closed. */
  readonly filters: readonly LiteralFilter[];
}

export type Transition = RunTransition | StepTransition | TaskTransition | ListenTransition;

/** What a person is asked: `with` of approve or form, evaluated. */
export interface HumanTaskRequest {
  readonly kind: 'approve' | 'form';
  readonly title: string;
  readonly roles: readonly string[];
  readonly people?: readonly string[];
  readonly quorum: number;
  readonly deadlineAt?: string;
  readonly onTimeout: 'escalate' | 'reject';
  readonly escalateTo?: readonly string[];
  readonly requesterMayDecide: boolean;
  /** What is shown beside the decision. */
  readonly evidence: Json;
  /** JSON Schema of what else the person fills in. */
  readonly form?: JsonObject | boolean;
  readonly question?: string;
}

/** A person's answer as it reaches the workflow by Update; the update id is the decision id. */
export interface DecisionInput {
  readonly decisionId: string;
  readonly taskId: string;
  readonly outcome: 'approve' | 'reject' | 'submit';
  readonly reason?: string;
  readonly form?: JsonObject;
  readonly by: { readonly userId: string; readonly name: string; readonly role: string };
  readonly at: string;
}

/** Names of the Update and the Query of the interpreter, and its workflow type: used by API and interpreter alike. */
export const INTERPRETER_WORKFLOW = 'interpreter';
export const DECIDE_UPDATE = 'decide';
export const STATE_QUERY = 'state';
export const EVENT_SIGNAL = 'event';
export const TASK_QUEUES = { control: 'aix-control', heavy: 'aix-heavy', model: 'aix-model' } as const;

/** What the generic workflow is started with. A scheduled start has no submission yet: its `open` activity makes one. */
export interface InterpreterInput {
  readonly run?: RunRef;
  readonly document?: Json;
  readonly input?: Json;
  readonly requestedBy?: string;
  readonly schedule?: { readonly tenant: string; readonly scheduleId: string; readonly namespace: string; readonly name: string };
  /** How each execution of a path ended in an earlier run, in order of start, for a re-run from a step: served instead of executing it again. */
  readonly recorded?: readonly RecordedStep[];
  /** Dry run: answers by task name or pointer. */
  readonly mocks?: JsonObject;
  /** Effects and people need a mock; time may be skipped. */
  readonly dryRun?: boolean;
  /** No platform behind it (`aix run`): nobody can be asked. */
  readonly needsPlatform?: boolean;
  /** CloudEvents given to listeners in order as they open; none left while one waits is a fault. */
  readonly events?: readonly JsonObject[];
  /** Explicit state carried over by continue-as-new; has a version of its own. */
  readonly carried?: JsonObject;
}

/** `output` is the task's own, after its output.as; with `error` the task faulted. */
export interface RecordedStep {
  readonly path: string;
  readonly output?: Json;
  readonly error?: WorkflowError;
}

/** t/<tenant>/run/<submission>: derived, so starting twice is harmless; the prefix names the tenant to codec and search. */
export function workflowIdOf(tenant: string, submissionId: string): string {
  return `t/${tenant}/run/${submissionId}`;
}
