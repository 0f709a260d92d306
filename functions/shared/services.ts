// What API and pages ask for, bound once to database, engine and store: the same for the local platform and for Lambda.
import type { Database } from '../../db/client.ts';
import type { ArtifactStore } from '../../workflows/payload/artifact-store.ts';
import { createSchemaValidator } from './ajv-validator.ts';
import { createArtifactDesk, type ArtifactDesk } from './artifact-desk.ts';
import { cancelRun } from './cancel-run.ts';
import { decide, type DecideAnswer, type DecideRequest } from './decide.ts';
import { createDefinitionDesk, type DefinitionDesk } from './definition-desk.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { putEvents, type PutAnswer } from './events.ts';
import { rerun, type RerunRequest } from './rerun.ts';
import { createRunLive, type RunLive } from './run-live.ts';
import { runState } from './run-state.ts';
import { createScheduleControl, type ScheduleControl } from './schedule-control.ts';
import { createScheduleEngine, type ScheduleEngine } from './schedule-engine.ts';
import { submit, type StartRunDeps, type SubmitAnswer, type SubmitRequest } from './start-run.ts';

export interface Services {
  readonly validate: StartRunDeps['validate'];
  readonly submit: (request: SubmitRequest) => Promise<SubmitAnswer>;
  readonly decide: (request: DecideRequest) => Promise<DecideAnswer>;
  readonly cancelRun: (request: Parameters<typeof cancelRun>[1]) => ReturnType<typeof cancelRun>;
  readonly rerun: (request: RerunRequest) => Promise<SubmitAnswer>;
  readonly putEvents: (request: Parameters<typeof putEvents>[1]) => Promise<PutAnswer>;
  readonly runState: (request: Parameters<typeof runState>[1]) => ReturnType<typeof runState>;
  readonly live: RunLive;
  readonly schedules: ScheduleControl;
  readonly scheduleEngine: ScheduleEngine;
  readonly definitions: DefinitionDesk;
  readonly artifacts: ArtifactDesk;
}

export function createServices(deps: { database: Database; engine: EngineGateway; store: ArtifactStore }): Services {
  const { database, engine, store } = deps;
  const validate: StartRunDeps['validate'] = (schema, value) => createSchemaValidator(schema)(value);
  const scheduleEngine = createScheduleEngine(engine.client);
  return {
    validate,
    submit: async (request) => await submit({ database, engine, validate }, request),
    decide: async (request) => await decide({ database, engine }, request),
    cancelRun: async (request) => await cancelRun({ database, engine }, request),
    rerun: async (request) => await rerun({ database, engine }, request),
    putEvents: async (request) => await putEvents({ database, engine }, request),
    runState: async (request) => await runState({ database, engine }, request),
    live: createRunLive({ database }),
    scheduleEngine,
    schedules: createScheduleControl({ database, engine: scheduleEngine }),
    definitions: createDefinitionDesk({ database }),
    artifacts: createArtifactDesk({ database, store }),
  };
}
