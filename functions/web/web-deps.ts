// What the pages stand on. The composition root adapts repositories, engine and sign-in to it; tests give in-memory ones. Everything is
// asked with the actor, whose tenant is the boundary: an id of another tenant is simply not found.
import type { Issue } from '../../workflows/definition/issue.ts';
import type { Json, JsonObject, JsonSchema } from '../../workflows/definition/json.ts';
import type { RunState } from '../../workflows/definition/transition.ts';
import type { Actor } from '../shared/actor.ts';
import type { Invitations } from '../shared/invitations.ts';
import type { Assets } from './assets.ts';
import type {
  AuditVerification,
  AuditView,
  DecisionView,
  DefinitionView,
  ModelCallView,
  NoticeView,
  ReportView,
  RunView,
  ScheduleView,
  StepView,
  TaskView,
} from './views.ts';

export interface SubmitRequest {
  readonly definition: { readonly namespace: string; readonly name: string; readonly version?: string };
  readonly input: JsonObject;
  readonly idempotencyKey: string;
}
export interface SubmitResult {
  readonly runId: string;
  readonly created: boolean;
  /** False while the workflow engine is away: the outbox starts the run later. */
  readonly started: boolean;
}

export interface DecideRequest {
  readonly taskId: string;
  readonly decisionId: string;
  readonly outcome: 'approve' | 'reject' | 'submit';
  readonly reason?: string;
  readonly form?: JsonObject;
}
export interface DecideResult {
  readonly state: 'applied' | 'recorded' | 'refused';
  readonly first?: DecisionView;
}

/** `cookies` are whole Set-Cookie values. */
export type SignInResult =
  | { readonly ok: true; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly reason: 'wrong' | 'locked'; readonly retryAfterSeconds?: number };

export interface DemoUser {
  readonly user: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

export interface RunFilter {
  readonly state?: RunState;
  readonly definition?: { readonly namespace: string; readonly name: string };
  readonly lot?: string;
  readonly submittedBy?: string;
  readonly limit: number;
  /** Id of the last run already shown. */
  readonly before?: string;
}

export interface OpenedArtifact {
  readonly name: string;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

/** The reading half: database-views.ts is the real one. */
export interface WebViews {
  readonly definitions: {
    /** Latest version of each published definition. */
    list(actor: Actor): Promise<readonly DefinitionView[]>;
    find(actor: Actor, namespace: string, name: string, version?: string): Promise<DefinitionView | undefined>;
    versions(actor: Actor, namespace: string, name: string): Promise<readonly DefinitionView[]>;
  };
  readonly tasks: {
    /** Those the actor may decide, oldest and nearest deadline first. */
    listOpen(actor: Actor, limit: number): Promise<readonly TaskView[]>;
    find(actor: Actor, id: string): Promise<TaskView | undefined>;
    listOfRun(actor: Actor, runId: string): Promise<readonly TaskView[]>;
  };
  readonly runs: {
    list(actor: Actor, filter: RunFilter): Promise<readonly RunView[]>;
    find(actor: Actor, id: string): Promise<RunView | undefined>;
    steps(actor: Actor, id: string): Promise<readonly StepView[]>;
    modelCalls(actor: Actor, id: string): Promise<readonly ModelCallView[]>;
  };
  readonly reports: {
    list(actor: Actor, filter: { readonly runId?: string; readonly limit: number }): Promise<readonly ReportView[]>;
    find(actor: Actor, id: string): Promise<ReportView | undefined>;
  };
  readonly notices: {
    list(actor: Actor, limit: number): Promise<readonly NoticeView[]>;
    dismiss(actor: Actor, id: string): Promise<boolean>;
  };
  readonly schedules: {
    list(actor: Actor): Promise<readonly ScheduleView[]>;
    /** Those that did not fire, without asking the engine: the home page must not wait for it. */
    missed(actor: Actor): Promise<readonly ScheduleView[]>;
  };
  readonly audit: {
    list(actor: Actor, filter: { readonly limit: number; readonly before?: number }): Promise<readonly AuditView[]>;
    verify(actor: Actor): Promise<AuditVerification>;
  };
}

export interface WebDeps extends WebViews {
  readonly assets: Assets;
  readonly signIn: (request: Request, credentials: { readonly user: string; readonly password: string }) => Promise<SignInResult>;
  /** Without it invitations are accepted by the API only. */
  readonly invitations?: Pick<Invitations, 'find' | 'accept'>;
  /** Ends the session of the request; gives the cookies that clear it. */
  readonly signOut: (request: Request) => Promise<readonly string[]>;
  /** Throws AppError `invalid`, `conflict`, `forbidden`, `not-found`, `unavailable`. */
  readonly submit: (actor: Actor, request: SubmitRequest) => Promise<SubmitResult>;
  readonly decide: (actor: Actor, request: DecideRequest) => Promise<DecideResult>;
  /** `recorded` while the engine is away: it is cancelled later. Throws `conflict` when the run has ended. */
  readonly cancelRun: (actor: Actor, runId: string, reason: string) => Promise<{ readonly state: 'applied' | 'recorded' }>;
  /** A new run of the same version from the step of this number; its id. Throws `invalid`, `conflict` while the run is still at work. */
  readonly rerun: (actor: Actor, request: { readonly runId: string; readonly fromStep: number; readonly key: string }) => Promise<{ readonly runId: string }>;
  readonly scheduleControl: {
    pause(actor: Actor, scheduleId: string, reason: string): Promise<void>;
    resume(actor: Actor, scheduleId: string): Promise<void>;
    /** Starts a run now, beside the timetable. */
    trigger(actor: Actor, scheduleId: string): Promise<void>;
  };
  readonly artifacts: { open(actor: Actor, id: string): Promise<OpenedArtifact | undefined> };
  /** Issues with paths inside the value. */
  readonly validate: (schema: JsonSchema, value: Json) => readonly Issue[];
  readonly now: () => Date;
  /** Zone in which times are shown and a picker's time is meant. */
  readonly timeZone?: string;
  /** Only on a machine of one's own. */
  readonly demoUsers?: readonly DemoUser[];
}
