// An in-memory world behind the pages: a few definitions, runs and tasks as the database views would give them. For tests and for looking.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { parse } from 'yaml';
import type { Actor } from '../../functions/shared/actor.ts';
import { composeApp } from '../../functions/shared/app.ts';
import type { AppEnv } from '../../functions/shared/app-env.ts';
import { buildAssets } from '../../functions/web/build-assets.ts';
import { createErrorPage } from '../../functions/web/error-page.tsx';
import type {
  DecisionView,
  DefinitionView,
  NoticeView,
  ReportView,
  RunView,
  ScheduleView,
  StepView,
  TaskView,
} from '../../functions/web/views.ts';
import type { DecideRequest, SubmitRequest, WebDeps } from '../../functions/web/web-deps.ts';
import { createWeb } from '../../functions/web/web.tsx';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import { AppError } from '../../workflows/definition/errors.ts';

export const ORIGIN = 'http://localhost';
export const NOW = new Date('2026-11-24T03:00:00Z');
export const RUN_ID = '11111111-1111-4111-8111-111111111111';
export const TASK_ID = '22222222-2222-4222-8222-222222222222';
export const REPORT_ID = '33333333-3333-4333-8333-333333333333';
export const NOTICE_ID = '44444444-4444-4444-8444-444444444444';

const assets = await buildAssets();

export function actor(role: string, name = '김하늘'): Actor {
  return { userId: `u-${role}`, name, roles: [role], tenant: 't-1', kind: 'session' };
}

export function definitionOf(source: string): DefinitionView {
  const document = parse(source) as WorkflowDocument;
  const { namespace, name, version, metadata } = document.document;
  return {
    id: randomUUID(),
    namespace,
    name,
    version,
    title: metadata?.aix?.title,
    hash: 'ab'.repeat(32),
    state: 'published',
    publishedAt: '2026-11-20T01:00:00Z',
    publishedByName: '박계획',
    document,
    source,
  };
}

export const libraryDefinition = (name: string): DefinitionView =>
  definitionOf(readFileSync(new URL(`../../workflows/library/${name}.yaml`, import.meta.url), 'utf8'));

/** The tests' own definition; the shipped ones may change. */
export const inspection = (): DefinitionView => definitionOf(readFileSync(new URL('./inspection.yaml', import.meta.url), 'utf8'));

export interface World {
  definitions: DefinitionView[];
  runs: RunView[];
  steps: StepView[];
  tasks: TaskView[];
  reports: ReportView[];
  notices: NoticeView[];
  schedules: ScheduleView[];
  artifacts: Map<string, { name: string; contentType: string; body: Uint8Array<ArrayBuffer> }>;
  submissions: (SubmitRequest & { runId: string })[];
  decisions: DecideRequest[];
  /** What else was asked for: cancels and schedule changes. */
  changes: string[];
  first?: DecisionView;
  started: boolean;
  down: boolean;
  /** The database is gone before anybody could be recognised. */
  doorDown: boolean;
}

export function world(over: Partial<World> = {}): World {
  return {
    definitions: [],
    runs: [],
    steps: [],
    tasks: [],
    reports: [],
    notices: [],
    schedules: [],
    artifacts: new Map(),
    submissions: [],
    decisions: [],
    changes: [],
    started: true,
    down: false,
    doorDown: false,
    ...over,
  };
}

export function depsOf(w: World, over: Partial<WebDeps> = {}): WebDeps {
  const guard = async <T>(value: T): Promise<T> => {
    if (w.down) throw new AppError('unavailable', 'The database does not answer.', { retryable: true });
    return value;
  };
  return {
    assets,
    now: () => NOW,
    validate: () => [],
    signIn: async (_request, { user, password }) =>
      user === 'operator' && password === 'right'
        ? { ok: true, cookies: ['role=operator; Path=/; HttpOnly'] }
        : { ok: false, reason: 'wrong' },
    signOut: async () => ['role=; Path=/; Max-Age=0'],
    submit: async (_actor, request) => {
      await guard(undefined);
      const known = w.submissions.find((one) => one.idempotencyKey === request.idempotencyKey);
      if (known !== undefined) {
        if (JSON.stringify(known.input) !== JSON.stringify(request.input))
          throw new AppError('conflict', 'Another body with the same key.', { context: { runId: known.runId } });
        return { runId: known.runId, created: false, started: w.started };
      }
      const runId = randomUUID();
      w.submissions.push({ ...request, runId });
      return { runId, created: true, started: w.started };
    },
    decide: async (_actor, request) => {
      await guard(undefined);
      if (w.first !== undefined) return { state: 'refused', first: w.first };
      w.decisions.push(request);
      return { state: w.started ? 'applied' : 'recorded' };
    },
    cancelRun: async (_actor, runId) => {
      await guard(undefined);
      w.changes.push(`cancel ${runId}`);
      return { state: 'applied' };
    },
    rerun: async (_actor, { runId, fromStep }) => {
      await guard(undefined);
      w.changes.push(`rerun ${runId} ${fromStep}`);
      return { runId: randomUUID() };
    },
    scheduleControl: {
      pause: async (_actor, id, reason) => void w.changes.push(`pause ${id} ${reason}`),
      resume: async (_actor, id) => void w.changes.push(`resume ${id}`),
      trigger: async (_actor, id) => void w.changes.push(`trigger ${id}`),
    },
    definitions: {
      list: () => guard(w.definitions),
      find: (_actor, namespace, name, version) =>
        guard(
          w.definitions.find(
            (one) => one.namespace === namespace && one.name === name && (version === undefined || one.version === version),
          ),
        ),
      versions: (_actor, namespace, name) => guard(w.definitions.filter((one) => one.namespace === namespace && one.name === name)),
    },
    tasks: {
      listOpen: () => guard(w.tasks.filter((task) => task.state === 'open' || task.state === 'escalated')),
      find: (_actor, id) => guard(w.tasks.find((task) => task.id === id)),
      listOfRun: (_actor, id) => guard(w.tasks.filter((task) => task.runId === id)),
    },
    runs: {
      list: () => guard(w.runs),
      find: (_actor, id) => guard(w.runs.find((run) => run.id === id)),
      steps: () => guard(w.steps),
      modelCalls: () =>
        guard([
          {
            id: 'm1',
            step: 3,
            profile: 'k1',
            model: 'A.X-K1',
            standIn: true,
            state: 'completed',
            promptTokens: 812,
            completionTokens: 203,
            milliseconds: 1800,
            at: '2026-11-24T02:50:00Z',
          },
        ]),
    },
    reports: { list: () => guard(w.reports), find: (_actor, id) => guard(w.reports.find((report) => report.id === id)) },
    notices: {
      list: () => guard(w.notices),
      dismiss: async (_actor, id) => {
        const before = w.notices.length;
        w.notices = w.notices.filter((notice) => notice.id !== id);
        return w.notices.length < before;
      },
    },
    schedules: { list: () => guard(w.schedules), missed: () => guard(w.schedules.filter((schedule) => schedule.missed > 0)) },
    audit: {
      list: () =>
        guard([
          { sequence: 1, at: '2026-11-24T02:00:00Z', actorName: '김하늘', action: 'run.accepted', subject: 'AB123456', runId: RUN_ID },
        ]),
      verify: () => guard({ valid: true, rows: 1 }),
    },
    artifacts: { open: async (_actor, id) => guard(w.artifacts.get(id)) },
    ...over,
  };
}

/** `Cookie: role=planner` signs in as that role. */
export function appOf(w: World, over: Partial<WebDeps> = {}): Hono<AppEnv> {
  const deps = depsOf(w, over);
  return composeApp({
    api: new Hono<AppEnv>(),
    web: createWeb(deps),
    baseUrl: ORIGIN,
    health: {},
    errorPage: createErrorPage(deps),
    signIn: {
      authenticate: async (request) => {
        if (w.doorDown) throw new AppError('unavailable', 'The database does not answer.', { retryable: true });
        const role = /role=([a-z-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
        return role === undefined ? undefined : actor(role);
      },
    },
  });
}

export interface Asked {
  readonly role?: string;
  readonly lang?: string;
}

export function get(app: Hono<AppEnv>, path: string, asked: Asked = {}) {
  return app.request(`${ORIGIN}${path}`, {
    headers: { cookie: `role=${asked.role ?? 'quality-manager'}; aix_lang=${asked.lang ?? 'ko'}` },
  });
}

/** A form post as a browser sends it. */
export function post(
  app: Hono<AppEnv>,
  path: string,
  fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
  asked: Asked = {},
) {
  const body = new URLSearchParams(Array.isArray(fields) ? (fields as [string, string][]) : (fields as Record<string, string>));
  return app.request(`${ORIGIN}${path}`, {
    method: 'POST',
    body,
    headers: {
      cookie: `role=${asked.role ?? 'quality-manager'}; aix_lang=${asked.lang ?? 'ko'}`,
      origin: ORIGIN,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
}
