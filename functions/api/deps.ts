// What the API stands on, as parameters: the composition roots (local, Lambda) bind these by functions/shared/services.ts.
import type { Database } from '../../db/client.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { Actor } from '../shared/actor.ts';
import type { ArtifactDesk } from '../shared/artifact-desk.ts';
import type { DecideAnswer, DecideRequest } from '../shared/decide.ts';
import type { DefinitionDesk } from '../shared/definition-desk.ts';
import type { Logger } from '../shared/logging.ts';
import type { PutAnswer } from '../shared/events.ts';
import type { RateLimiter } from '../shared/rate-limit.ts';
import type { RerunRequest } from '../shared/rerun.ts';
import type { RunLive } from '../shared/run-live.ts';
import type { RunStateAnswer } from '../shared/run-state.ts';
import type { ScheduleControl } from '../shared/schedule-control.ts';
import type { SignIn } from '../shared/sign-in.ts';
import type { SubmitAnswer, SubmitRequest } from '../shared/start-run.ts';

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
  readonly artifacts: Pick<ArtifactDesk, 'read' | 'store'>;
  readonly baseUrl: string;
  /** Version of this release, for the OpenAPI document. */
  readonly version: string;
  readonly submissions: RateLimiter;
  readonly logger?: Logger;
}
