// What the API stands on, as parameters: the composition roots (local, Lambda) bind these. No implementation here.
import type { Database } from '../../db/client.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import type { Json, JsonObject } from '../../workflows/definition/json.ts';
import type { Actor } from '../shared/actor.ts';
import type { Logger } from '../shared/logging.ts';
import type { PutAnswer } from '../shared/events.ts';
import type { RateLimiter } from '../shared/rate-limit.ts';
import type { RerunRequest } from '../shared/rerun.ts';
import type { RunLive } from '../shared/run-live.ts';
import type { RunStateAnswer } from '../shared/run-state.ts';
import type { SignIn } from '../shared/sign-in.ts';

export interface SubmitRequest {
  readonly tenant: string;
  readonly actor: Actor;
  readonly definition: { readonly namespace: string; readonly name: string; readonly version?: string };
  readonly input: Json;
  readonly idempotencyKey: string;
  readonly source: 'form' | 'api' | 'schedule' | 'run';
}
export interface SubmitAnswer {
  readonly submissionId: string;
  readonly runId: string;
  /** False when the idempotency key was known: nothing new was made. */
  readonly created: boolean;
  readonly state: string;
  /** False when the run waits in the outbox because the engine could not be reached. */
  readonly started: boolean;
}
export interface DecideRequest {
  readonly tenant: string;
  readonly actor: Actor;
  readonly taskId: string;
  /** UUID; the same id sent again is the same decision. */
  readonly decisionId: string;
  readonly outcome: 'approve' | 'reject' | 'submit';
  readonly reason?: string;
  readonly form?: JsonObject;
}
export interface DecideAnswer {
  readonly state: 'applied' | 'recorded' | 'refused';
  /** With `refused`: the decision that was there first. */
  readonly first?: unknown;
}

export interface ScheduleControl {
  pause(request: { readonly tenant: string; readonly actor: Actor; readonly scheduleId: string; readonly reason?: string }): Promise<void>;
  resume(request: { readonly tenant: string; readonly actor: Actor; readonly scheduleId: string }): Promise<void>;
  trigger(request: { readonly tenant: string; readonly actor: Actor; readonly scheduleId: string }): Promise<void>;
}

export interface PublishAnswer {
  readonly definitionId: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  /** False when this very text was already published under this version. */
  readonly created: boolean;
}
export interface DefinitionDesk {
  /** Every issue of a text; none means it may be published. */
  validate(text: string): Promise<readonly Issue[]>;
  /** Throws `invalid` with every issue, `conflict` when the version exists with another text. */
  publish(request: { readonly tenant: string; readonly actor: Actor; readonly text: string }): Promise<PublishAnswer>;
}

/** Bytes of artifacts, by reference; rows are the database's. */
export interface ArtifactBytes {
  read(request: { readonly tenant: string; readonly artifactId: string }): Promise<Uint8Array>;
  /** Stores bytes and the row that names them. */
  store(request: {
    readonly tenant: string;
    readonly actor: Actor;
    readonly bytes: Uint8Array;
    readonly mediaType: string;
    readonly fileName: string;
  }): Promise<{ readonly id: string; readonly sha256: string; readonly size: number; readonly mediaType: string }>;
}

export interface ApiDeps {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly submit: (request: SubmitRequest) => Promise<SubmitAnswer>;
  readonly decide: (request: DecideRequest) => Promise<DecideAnswer>;
  readonly cancelRun: (request: {
    readonly tenant: string;
    readonly actor: Actor;
    readonly runId: string;
    readonly reason?: string;
  }) => Promise<{ readonly state: 'applied' | 'recorded' }>;
  readonly rerun: (request: RerunRequest) => Promise<SubmitAnswer>;
  readonly putEvents: (request: { readonly tenant: string; readonly actor: Actor; readonly body: Json }) => Promise<PutAnswer>;
  readonly runState: (request: { readonly tenant: string; readonly runId: string }) => Promise<RunStateAnswer>;
  readonly live: RunLive;
  readonly schedules: ScheduleControl;
  readonly definitions: DefinitionDesk;
  readonly artifacts: ArtifactBytes;
  readonly baseUrl: string;
  /** Version of this release, for the OpenAPI document. */
  readonly version: string;
  readonly submissions: RateLimiter;
  readonly logger?: Logger;
}
