// The activities: each runs one task and stores, in one transaction, what the interpreter had not written yet, its own result and effects.
import { Context } from '@temporalio/activity';
import { AppError } from '../definition/errors.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import type { InterpreterInput, RunRef, Transition } from '../definition/transition.ts';
import { catalog } from '../catalog/catalog.ts';
import type { RunnerContext, RunnerDeps, RunnerResult } from '../catalog/runner.ts';
import { runnerOf } from '../catalog/runners.ts';
import { toApplicationFailure } from './activity-failure.ts';
import type { RunStore } from './run-store.ts';

export interface CallRequest {
  readonly run: RunRef;
  readonly step: number;
  readonly path: string;
  readonly name: string;
  /** Name of the catalog task, or http, openapi, mcp. */
  readonly task: string;
  readonly input: JsonObject;
  readonly transitions: readonly Transition[];
  readonly requestedBy?: string;
  /** metadata.aix.budget.modelTokens of the document: all model calls of the run together. */
  readonly modelTokens?: number;
  /** Top-level input values for `{name}` in endpoint URIs. */
  readonly uriVariables?: JsonObject;
  /** What expressions that name secrets are evaluated against, inside the activity only. */
  readonly secretScope?: {
    readonly input: Json;
    readonly variables: JsonObject;
    readonly secrets: readonly string[];
    /** JSON Pointers into `input` of what is left to evaluate; everything else in it is data. */
    readonly paths: readonly string[];
  };
  readonly authentications?: Readonly<Record<string, JsonObject>>;
}

export interface CallResult {
  readonly output: Json;
  readonly attempts?: number;
}

export interface OpenRequest {
  readonly schedule: { readonly tenant: string; readonly scheduleId: string; readonly namespace: string; readonly name: string };
  readonly workflowId: string;
  /** ISO 8601: when the schedule meant it to start. */
  readonly nominalTime: string;
}

export interface OpenChildRequest {
  readonly run: RunRef;
  readonly step: number;
  readonly path: string;
  readonly submissionId: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly input: Json;
  readonly transitions: readonly Transition[];
}

export interface OpenChildResult {
  readonly start: InterpreterInput;
}

export interface PublishRequest {
  readonly run: RunRef;
  readonly step: number;
  readonly path: string;
  readonly event: JsonObject;
  readonly transitions: readonly Transition[];
}

/** Calls out by protocol; absent where nothing may be called. */
export type ProtocolCaller = (request: CallRequest, context: RunnerContext) => Promise<Json>;

export interface ActivityDeps {
  readonly store: RunStore;
  readonly runners: RunnerDeps;
  readonly call?: ProtocolCaller;
}

export interface Activities {
  open(request: OpenRequest): Promise<InterpreterInput>;
  record(request: { run: RunRef; transitions: readonly Transition[] }): Promise<void>;
  light(request: CallRequest): Promise<CallResult>;
  heavy(request: CallRequest): Promise<CallResult>;
  model(request: CallRequest): Promise<CallResult>;
  publish(request: PublishRequest): Promise<void>;
  openChild(request: OpenChildRequest): Promise<OpenChildResult>;
}

const HEARTBEAT_MILLISECONDS = 5_000;

export function createActivities(deps: ActivityDeps): Activities {
  const perform = async (request: CallRequest): Promise<CallResult> => await mapped(async () => await performTask(deps, request));
  return {
    open: async (request) => await mapped(async () => await deps.store.open(request)),
    record: async ({ run, transitions }) => await mapped(async () => await deps.store.write(run, transitions)),
    light: perform,
    heavy: async (request) => await beating(async () => await perform(request)),
    model: async (request) => await beating(async () => await perform(request)),
    publish: async ({ run, step, event, transitions }) => await mapped(async () => await deps.store.publish(run, step, event, transitions)),
    openChild: async (request) => await mapped(async () => ({ start: await deps.store.openChild(request) })),
  };
}

async function performTask(deps: ActivityDeps, request: CallRequest): Promise<CallResult> {
  const { run, step } = request;
  const info = Context.current().info;
  // Only a second attempt can find a record: the first one saves the query.
  const recorded = info.attempt > 1 ? await deps.store.findResult(run, step) : undefined;
  if (recorded !== undefined) {
    await deps.store.write(run, request.transitions);
    return { output: recorded, attempts: info.attempt };
  }
  // A heavy step is shown as running before it runs; a light one is written once, with its result.
  if (!info.isLocal) await deps.store.write(run, request.transitions);
  const result = await dispatch(deps, request, contextOf(request, info.attempt));
  await deps.store.write(run, request.transitions, {
    step,
    output: result.output,
    effects: result.effects ?? [],
    memo: !isPure(request.task),
  });
  return { output: result.output, attempts: info.attempt };
}

function isPure(task: string): boolean {
  return Object.hasOwn(catalog, task) && catalog[task]?.pure === true;
}

async function dispatch(deps: ActivityDeps, request: CallRequest, context: RunnerContext): Promise<RunnerResult> {
  const runner = runnerOf(request.task);
  if (runner) return await runner(request.input, deps.runners, context);
  if (!deps.call) throw new AppError('needs-platform', `"${request.task}" cannot be called here.`);
  return { output: await deps.call(request, context) };
}

function contextOf({ run, step, path, requestedBy, modelTokens }: CallRequest, attempt: number): RunnerContext {
  const activity = Context.current();
  return {
    run,
    step,
    path,
    attempt,
    signal: activity.cancellationSignal,
    heartbeat: () => activity.heartbeat(),
    ...(requestedBy === undefined ? {} : { requestedBy }),
    ...(modelTokens === undefined ? {} : { modelTokens }),
  };
}

/** Says that it is alive while it works, so that a killed worker is noticed long before the activity's own time limit. */
async function beating<T>(work: () => Promise<T>): Promise<T> {
  const activity = Context.current();
  const timer = setInterval(() => activity.heartbeat(), HEARTBEAT_MILLISECONDS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function mapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toApplicationFailure(error);
  }
}
