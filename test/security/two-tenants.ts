// Two tenants on a real database behind the composed API: A with one of everything (each text holds a canary), B with people who try to reach it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { insertModelCall } from '../../db/repositories/model-call.ts';
import { insertNotice } from '../../db/repositories/notice.ts';
import { insertReport } from '../../db/repositories/report.ts';
import { listSchedules } from '../../db/repositories/schedule.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import { sequenceAudit } from '../../db/repositories/audit.ts';
import { createApi } from '../../functions/api/app.ts';
import type { AppEnv } from '../../functions/shared/app-env.ts';
import { composeApp } from '../../functions/shared/app.ts';
import { createSchemaValidator } from '../../functions/shared/ajv-validator.ts';
import { createArtifactDesk } from '../../functions/shared/artifact-desk.ts';
import { cancelRun } from '../../functions/shared/cancel-run.ts';
import { decide } from '../../functions/shared/decide.ts';
import { createDefinitionDesk } from '../../functions/shared/definition-desk.ts';
import type { EngineGateway } from '../../functions/shared/engine-gateway.ts';
import { putEvents } from '../../functions/shared/events.ts';
import { ROLES, type Role } from '../../functions/shared/permissions.ts';
import { createRateLimiter } from '../../functions/shared/rate-limit.ts';
import { rerun } from '../../functions/shared/rerun.ts';
import { createRunLive } from '../../functions/shared/run-live.ts';
import { runState } from '../../functions/shared/run-state.ts';
import { createSignIn, type SignIn } from '../../functions/shared/sign-in.ts';
import { submit } from '../../functions/shared/start-run.ts';
import type { Transition } from '../../workflows/definition/transition.ts';
import { createFolderStore } from '../../workflows/payload/folder-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

export const ORIGIN = 'http://localhost';
export const CANARY = 'CANARY-OF-TENANT-A';
export const PASSWORD = 'long-enough-password';

export interface TenantFixture {
  readonly tenant: string;
  /** Session cookies by role. */
  readonly cookies: Readonly<Record<Role, string>>;
}
export interface Ids {
  readonly definition: string;
  readonly run: string;
  readonly task: string;
  readonly report: string;
  readonly artifact: string;
  readonly notice: string;
  readonly schedule: string;
  readonly member: string;
  readonly apiKey: string;
}
export interface TwoTenants {
  readonly db: TestDatabase;
  readonly app: Hono<AppEnv>;
  readonly signIn: SignIn;
  readonly a: TenantFixture & { readonly ids: Ids };
  readonly b: TenantFixture;
  close(): Promise<void>;
}

/** An engine that takes everything: what the doors do is tested here, not what runs do. */
const ENGINE: Pick<EngineGateway, 'start' | 'decide' | 'cancel' | 'signalEvents' | 'queryState'> = {
  start: async () => 'started',
  decide: async () => ({ state: 'applied' }),
  cancel: async () => 'requested',
  signalEvents: async () => 'delivered',
  queryState: async () => 'closed',
};

export const DEFINITION = (name: string, text = '') => `document:
  dsl: 1.0.3
  namespace: quality
  name: ${name}
  version: 1.0.0
  title: ${text || name}
  metadata:
    aix:
      title: { ko: ${text || name}, en: ${text || name} }
input:
  schema:
    format: json
    document:
      type: object
      required: [lotNumber]
      additionalProperties: false
      properties:
        lotNumber: { type: string, minLength: 1, maxLength: 40 }
        count: { type: integer, minimum: 0, maximum: 100 }
schedule:
  cron: 0 7 * * *
do:
  - note:
      set: { lot: '\${ .lotNumber }' }
`;

export async function twoTenants(): Promise<TwoTenants> {
  const db = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'aix-artifacts-'));
  const { database } = db;
  const signIn = createSignIn({
    database,
    baseUrl: ORIGIN,
    secret: 's'.repeat(40),
    limits: { perUser: { burst: 1000, perSecond: 100 }, perAddress: { burst: 1000, perSecond: 100 } },
  });
  const validate: Parameters<typeof submit>[0]['validate'] = (schema, value) => createSchemaValidator(schema)(value);
  const artifacts = createArtifactDesk({ database, store: createFolderStore(folder) });
  const definitions = createDefinitionDesk({ database });
  const api = createApi({
    database,
    signIn,
    submit: (request) => submit({ database, engine: ENGINE, validate }, request),
    decide: (request) => decide({ database, engine: ENGINE }, request),
    cancelRun: (request) => cancelRun({ database, engine: ENGINE }, request),
    rerun: (request) => rerun({ database, engine: ENGINE }, request),
    putEvents: (request) => putEvents({ database, engine: ENGINE }, request),
    runState: (request) => runState({ database, engine: ENGINE }, request),
    // Ends at once: what is asked here is who may open one.
    live: createRunLive({ database, everyMilliseconds: 1, longestMilliseconds: 5 }),
    schedules: { pause: async () => undefined, resume: async () => undefined, trigger: async () => undefined },
    definitions,
    artifacts,
    baseUrl: ORIGIN,
    version: '0.0.0',
    submissions: createRateLimiter({ burst: 500, perSecond: 100 }),
  });
  const app = composeApp({ api, signIn, baseUrl: ORIGIN, health: { database: () => database.ping() } });
  const fixture = async (name: string): Promise<TenantFixture> => {
    const person = (role: Role) => ({
      email: `${role}@${name}.example`,
      name: `${name} ${role}`,
      username: `${name}.${role}`,
      password: PASSWORD,
    });
    const { tenant } = await signIn.members.createTenantWithAdmin({ tenantName: name, admin: person('admin') });
    const cookies: Partial<Record<Role, string>> = {};
    for (const role of ROLES) {
      if (role !== 'admin') await signIn.members.createUser({ tenant, user: person(role), roles: [role] });
      const { setCookie } = await signIn.signIn({ username: `${name}.${role}`, password: PASSWORD, request: new Request(ORIGIN) });
      cookies[role] = (setCookie[0] ?? '').split(';')[0] ?? '';
    }
    return { tenant, cookies: cookies as Record<Role, string> };
  };
  const a = await fixture('a');
  const b = await fixture('b');
  const actor = { userId: crypto.randomUUID(), name: CANARY, roles: ['planner', 'operator'], tenant: a.tenant, kind: 'session' } as const;
  const ids = await fill({ db, app, a, actor, definitions, artifacts, validate, signIn });
  return {
    db,
    app,
    signIn,
    a: { ...a, ids },
    b,
    close: async () => {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Fill {
  readonly db: TestDatabase;
  readonly app: Hono<AppEnv>;
  readonly a: TenantFixture;
  readonly actor: Parameters<typeof submit>[1]['actor'];
  readonly definitions: ReturnType<typeof createDefinitionDesk>;
  readonly artifacts: ReturnType<typeof createArtifactDesk>;
  readonly validate: Parameters<typeof submit>[0]['validate'];
  readonly signIn: SignIn;
}

async function fill({ db, app, a, actor, definitions, artifacts, validate, signIn }: Fill): Promise<Ids> {
  const { database } = db;
  const tenant = a.tenant;
  const published = await definitions.publish({ tenant, actor, text: DEFINITION('secret-form', CANARY) });
  const started = await submit(
    { database, engine: ENGINE, validate },
    {
      tenant,
      actor,
      definition: { namespace: 'quality', name: 'secret-form' },
      input: { lotNumber: CANARY },
      idempotencyKey: 'first',
      source: 'api',
    },
  );
  const task = crypto.randomUUID();
  const at = new Date().toISOString();
  const transitions: Transition[] = [
    { type: 'run', sequence: 1, at, state: 'running' },
    {
      type: 'step',
      sequence: 2,
      at,
      step: 0,
      path: '/do/0/ask',
      name: CANARY,
      kind: 'call',
      call: 'approve',
      state: 'waiting',
      attempts: 1,
      input: CANARY,
    },
    {
      type: 'task',
      sequence: 3,
      at,
      taskId: task,
      step: 0,
      state: 'open',
      opened: {
        kind: 'approve',
        title: CANARY,
        roles: ['quality-manager'],
        quorum: 1,
        onTimeout: 'reject',
        requesterMayDecide: false,
        evidence: CANARY,
      },
    },
  ];
  const artifact = await artifacts.store({
    tenant,
    actor,
    bytes: new TextEncoder().encode(CANARY),
    mediaType: 'text/plain',
    fileName: `${CANARY}.txt`,
  });
  const report = crypto.randomUUID();
  await database.withTenant(tenant, async (tx) => {
    await applyTransitions(tx, { tenant, runId: started.runId }, transitions);
    await insertNotice(tx, { tenant, key: 'n', title: CANARY, body: CANARY, roles: [...ROLES] });
    await insertReport(tx, {
      tenant,
      id: report,
      runId: started.runId,
      step: 0,
      template: 'inspection',
      title: CANARY,
      language: 'ko',
      facts: { text: CANARY },
      checksum: 'c',
      generator: 'test',
      timeZone: 'Asia/Seoul',
      dataCutAt: at,
      files: [{ format: 'txt', artifactId: artifact.id }],
    });
    await insertModelCall(tx, {
      tenant,
      id: crypto.randomUUID(),
      runId: started.runId,
      step: 0,
      purpose: CANARY,
      profile: 'k1',
      model: 'k1',
      endpoint: CANARY,
      standIn: true,
      promptHash: 'p',
    });
    await sequenceAudit(tx, { tenant, limit: 100 });
  });
  const [notice] = await db.asOwner<{ id: string }>('select id from notice where tenant_id = $1', [tenant]);
  const [schedule] = await database.withTenant(tenant, (tx) => listSchedules(tx, { tenant }));
  const member = (await signIn.members.listMembers(tenant)).find((one) => one.roles.includes('operator'));
  const made = await app.request('/api/v1/api-keys', {
    method: 'POST',
    headers: { cookie: a.cookies.admin, origin: ORIGIN, 'content-type': 'application/json' },
    body: JSON.stringify({ name: CANARY, roles: ['operator'] }),
  });
  const { id: apiKey } = (await made.json()) as { id: string };
  return {
    definition: published.definitionId,
    run: started.runId,
    task,
    report,
    artifact: artifact.id,
    notice: notice?.id ?? '',
    schedule: schedule?.id ?? '',
    member: member?.id ?? '',
    apiKey,
  };
}
