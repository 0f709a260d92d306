// The reading half of WebDeps on the database: one transaction of the actor's tenant per question. Another tenant's id is not found.
import type { Database, Tx } from '../../db/client.ts';
import { listAudit, verifyAudit } from '../../db/repositories/audit.ts';
import { listDecisions } from '../../db/repositories/decision.ts';
import { findDefinition, findPublished, listDefinitions, listVersions } from '../../db/repositories/definition.ts';
import { listModelCalls } from '../../db/repositories/model-call.ts';
import { dismissNotice, listNotices } from '../../db/repositories/notice.ts';
import { findReport, listReports } from '../../db/repositories/report.ts';
import { findRun, listRuns } from '../../db/repositories/run.ts';
import { listFires, listSchedules, type Schedule } from '../../db/repositories/schedule.ts';
import { listSteps } from '../../db/repositories/step.ts';
import { findSubmission } from '../../db/repositories/submission.ts';
import { findTask, listOpenTasks, listTasksOfRun, type Task } from '../../db/repositories/task.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { Actor } from '../shared/actor.ts';
import type { ScheduleEngine } from '../shared/schedule-engine.ts';
import { isUuid } from './read-id.ts';
import {
  definitionView,
  modelCallView,
  noticeView,
  present,
  reportView,
  runView,
  scheduleView,
  stepView,
  taskView,
  versionView,
} from './view-rows.ts';
import type { AuditView, TaskView } from './views.ts';
import type { WebViews } from './web-deps.ts';

/** `schedules` knows the next start; while the engine is away the page shows the rest. */
export interface DatabaseViewsDeps {
  readonly database: Database;
  readonly schedules: Pick<ScheduleEngine, 'describe'>;
}

/** How long a page waits for the engine to say when a schedule starts next. */
const DESCRIBE_MILLISECONDS = 1_500;
const FIRES_LOOKED_AT = 50;

export function createDatabaseViews({ database, schedules }: DatabaseViewsDeps): WebViews {
  const within = async <Result>(actor: Actor, work: (tx: Tx, tenant: string) => Promise<Result>): Promise<Result> =>
    await database.withTenant(actor.tenant, async (tx) => await work(tx, actor.tenant));
  return {
    definitions: {
      list: (actor) => within(actor, async (tx, tenant) => (await listDefinitions(tx, { tenant })).map(definitionView)),
      find: (actor, namespace, name, version) =>
        within(actor, async (tx, tenant) => {
          const row = await (version === undefined
            ? findPublished(tx, { tenant, namespace, name })
            : findDefinition(tx, { tenant, namespace, name, version }));
          return row === undefined ? undefined : definitionView(row);
        }),
      versions: (actor, namespace, name) =>
        within(actor, async (tx, tenant) => (await listVersions(tx, { tenant, namespace, name })).map(versionView)),
    },
    tasks: {
      listOpen: (actor, limit) =>
        within(actor, async (tx, tenant) =>
          (await listOpenTasks(tx, { tenant, roles: actor.roles, userId: actor.userId, limit })).map((task) => taskView(task)),
        ),
      find: (actor, taskId) =>
        within(actor, async (tx, tenant) => {
          const task = await findTask(tx, { tenant, taskId });
          return task === undefined ? undefined : await wholeTask(tx, tenant, task);
        }),
      listOfRun: (actor, runId) =>
        within(actor, async (tx, tenant) => {
          const tasks: TaskView[] = [];
          for (const task of await listTasksOfRun(tx, { tenant, runId }))
            tasks.push(taskView(task, { decisions: await listDecisions(tx, { tenant, taskId: task.id }) }));
          return tasks;
        }),
    },
    runs: {
      list: (actor, filter) =>
        within(actor, async (tx, tenant) =>
          (await listRuns(tx, { ...filter, tenant, before: isUuid(filter.before) ? filter.before : undefined })).map((run) => runView(run)),
        ),
      find: (actor, runId) =>
        within(actor, async (tx, tenant) => {
          const run = await findRun(tx, { tenant, runId });
          return run === undefined ? undefined : runView(run, await inputOf(tx, tenant, run.submissionId));
        }),
      steps: (actor, runId) => within(actor, async (tx, tenant) => (await listSteps(tx, { tenant, runId })).map(stepView)),
      modelCalls: (actor, runId) => within(actor, async (tx, tenant) => (await listModelCalls(tx, { tenant, runId })).map(modelCallView)),
    },
    reports: {
      list: (actor, filter) =>
        within(actor, async (tx, tenant) => {
          return (await listReports(tx, { tenant, ...filter })).map((report) => reportView(report));
        }),
      find: (actor, reportId) =>
        within(actor, async (tx, tenant) => {
          const report = await findReport(tx, { tenant, reportId });
          if (report === undefined) return undefined;
          const run = await findRun(tx, { tenant, runId: report.runId });
          return reportView({ ...report, lotNumber: run?.lotNumber }, run === undefined ? undefined : runView(run).definition);
        }),
    },
    notices: {
      list: (actor, limit) =>
        within(actor, async (tx, tenant) =>
          (await listNotices(tx, { tenant, roles: actor.roles, userId: actor.userId, limit })).map(noticeView),
        ),
      dismiss: async (actor, noticeId) =>
        await dismissed(() =>
          within(actor, (tx, tenant) => dismissNotice(tx, { tenant, noticeId, roles: actor.roles, userId: actor.userId })),
        ),
    },
    schedules: {
      list: async (actor) => {
        const rows = await within(actor, scheduleRows);
        return await Promise.all(
          rows.map(async ({ row, ...rest }) => scheduleView(row, rest.fires, await nextOf(schedules, actor.tenant, row), rest.named)),
        );
      },
      missed: async (actor) =>
        (await within(actor, scheduleRows))
          .filter(({ row, fires }) => row.state === 'active' && fires[0]?.outcome === 'missed')
          .map(({ row, fires, named }) => scheduleView(row, fires, undefined, named)),
    },
    audit: {
      list: (actor, filter) => within(actor, async (tx, tenant) => (await listAudit(tx, { tenant, ...filter })).map(auditView)),
      verify: (actor) => within(actor, async (tx, tenant) => await verifyAudit(tx, { tenant })),
    },
  };
}

async function inputOf(tx: Tx, tenant: string, submissionId: string): Promise<Json | undefined> {
  return (await findSubmission(tx, { tenant, submissionId }))?.input;
}

async function wholeTask(tx: Tx, tenant: string, task: Task): Promise<TaskView> {
  const run = await findRun(tx, { tenant, runId: task.runId });
  const input = run === undefined ? undefined : await inputOf(tx, tenant, run.submissionId);
  return taskView(task, { input, decisions: await listDecisions(tx, { tenant, taskId: task.id }) });
}

async function scheduleRows(tx: Tx, tenant: string) {
  const rows = [];
  for (const row of await listSchedules(tx, { tenant })) {
    const [fires, named] = [
      await listFires(tx, { tenant, scheduleId: row.id, limit: FIRES_LOOKED_AT }),
      await findPublished(tx, { tenant, namespace: row.namespace, name: row.name }),
    ];
    rows.push({ row, fires, named });
  }
  return rows;
}

async function nextOf(schedules: DatabaseViewsDeps['schedules'], tenant: string, row: Schedule) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), DESCRIBE_MILLISECONDS);
  });
  try {
    return await Promise.race([schedules.describe({ tenant, scheduleId: row.id }), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function dismissed(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false;
    throw error;
  }
}

function auditView(row: Awaited<ReturnType<typeof listAudit>>[number]): AuditView {
  const details = row.details as { readonly reason?: unknown; readonly name?: unknown; readonly lotNumber?: unknown };
  return {
    sequence: present(row.sequence),
    at: row.at,
    actorName: row.actorName,
    action: row.action,
    subject: typeof details.lotNumber === 'string' ? details.lotNumber : typeof details.name === 'string' ? details.name : undefined,
    subjectKind: row.subjectKind,
    runId: present(row.runId),
    reason: typeof details.reason === 'string' ? details.reason : undefined,
  };
}
