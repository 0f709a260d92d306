// The shipped chains on the whole platform: what a shift, an inspector and a manager rely on, and what bad days look like.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMeasurements } from '../../db/repositories/measurement.ts';
import { listNotices } from '../../db/repositories/notice.ts';
import { listSteps } from '../../db/repositories/step.ts';
import { JUICE_CANS, PRODUCTION_SHIFT, VISCOSITY } from '../../functions/cli/demo-data.ts';
import { listEffects } from '../../db/repositories/effect.ts';
import { startTestPlatform, until, type TestPlatform } from '../support/local-platform.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

let platform: TestPlatform;
let tenant: string;
let mail: SmtpSink;
beforeAll(async () => {
  mail = await startSmtpSink();
  platform = await startTestPlatform({ env: { SMTP_URL: mail.url } });
  tenant = platform.demoTenant ?? '';
});
afterAll(async () => {
  await platform?.remove();
  await mail.close();
});
const inTenant = <T>(work: (tx: never) => Promise<T>): Promise<T> => platform.database.withTenant(tenant, work as never);

describe('published data', () => {
  it('finds samples 15 and 23 of the juice cans out, and tells the inspectors', async () => {
    const operator = await platform.as('operator');
    const runId = await operator.submit('quality', 'in-process-inspection', JUICE_CANS);
    await operator.waitForRun(runId, 60_000);
    const steps = await inTenant((tx) => listSteps(tx, { tenant, runId }));
    const chart = steps.find((step) => step.name === 'chart')?.output as { signals: { index: number }[]; center: number };
    expect(chart.signals.map((signal) => signal.index)).toEqual([15, 23]);
    expect(chart.center).toBeCloseTo(0.2313333, 6);
    const notices = await inTenant((tx) => listNotices(tx, { tenant, roles: ['inspector'], userId: 'x' } as never));
    expect(notices.some((notice) => notice.runId === runId)).toBe(true);
    expect(mail.messages.filter((message) => message.includes(runId) || message.includes('/reports/'))).toHaveLength(1);
    const effects = await inTenant((tx) => listEffects(tx, { tenant, runId }));
    expect(effects).toMatchObject([{ kind: 'mail', state: 'done', attempts: 1 }]);
  });

  it('keeps each reading of a lot as a measurement with its unit and resolution', async () => {
    const inspector = await platform.as('inspector');
    const runId = await inspector.submit('quality', 'incoming-inspection', { ...VISCOSITY, lotNumber: 'ME000001' });
    const rows = await inTenant((tx) => listMeasurements(tx, { tenant, runId }));
    expect(rows).toHaveLength(20);
    expect(rows[0]).toMatchObject({ characteristic: 'viscosity', value: 34.05, unit: 'cSt', resolution: 0.01, lotNumber: 'ME000001' });
  });

  it('reports a shift from its recorded counts by summing elements', async () => {
    const operator = await platform.as('operator');
    const runs = await Promise.all(PRODUCTION_SHIFT.map(async (input) => await operator.submit('production', 'production-count', input)));
    for (const run of runs) await operator.waitForRun(run, 60_000);
    const planner = await platform.as('planner');
    const runId = await planner.submit('production', 'shift-report', { hours: 24 });
    expect(await planner.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
    const steps = await inTenant((tx) => listSteps(tx, { tenant, runId }));
    const kpi = steps.find((step) => step.name === 'kpi')?.output as { values: { qualityRatio: number } };
    expect(kpi.values.qualityRatio).toBeCloseTo((8880 + 7560) / (9120 + 7640), 10);
    expect(await planner.reportsOf(runId)).toHaveLength(1);
  });
});

describe('a timetable', () => {
  it('starts a run by itself, once per nominal time, with the document published then', async () => {
    const schedules = await until('the schedule to be known', async () => {
      const rows = await platform.services.scheduleEngine.describe({ tenant, scheduleId: await scheduleId() });
      return rows !== undefined && rows.next.length === 5 ? rows : undefined;
    });
    expect(schedules.next.map((time) => new Date(time).getUTCHours() % 8)).toEqual([7, 7, 7, 7, 7]);
    await platform.services.schedules.trigger({
      tenant,
      actor: { userId: 'p', name: 'p', roles: ['planner'], tenant, kind: 'session' },
      scheduleId: await scheduleId(),
    });
    const planner = await platform.as('planner');
    const run = await until('a scheduled run', async () => {
      const answer = (await planner.get('/api/v1/runs?limit=20')) as { runs: { id: string; name: string; source: string }[] };
      return answer.runs.find((one) => one.name === 'shift-report' && one.source === 'schedule');
    });
    expect(await planner.waitForRun(run.id, 60_000)).toEqual({ state: 'completed' });
  });

  it('starts again some time after the end of the run before, with `after`', async () => {
    const planner = await platform.as('planner');
    const text = `document: { dsl: '1.0.3', namespace: test, name: again, version: 1.0.0 }
schedule: { after: PT1S }
do:
  - say: { set: { done: true } }
`;
    expect((await planner.raw('POST', '/api/v1/definitions', text, { 'content-type': 'application/yaml' })).status).toBeLessThan(300);
    const runs = await until('a second run', async () => {
      const answer = (await planner.get('/api/v1/runs?limit=50')) as unknown as {
        runs: { name: string; state: string; createdAt: string; endedAt: string }[];
      };
      const own = answer.runs.filter((one) => one.name === 'again' && one.state === 'completed');
      return own.length >= 2 ? own : undefined;
    });
    const [second, first] = runs.slice(-2);
    expect(Date.parse(second?.createdAt ?? '') - Date.parse(first?.endedAt ?? '')).toBeGreaterThanOrEqual(1_000);
  });

  async function scheduleId(): Promise<string> {
    const planner = await platform.as('planner');
    const answer = (await planner.get('/api/v1/schedules')) as { schedules: { id: string; name: string }[] };
    return answer.schedules.find((one) => one.name === 'shift-report')?.id ?? '';
  }
});

describe('bad days', () => {
  it('answers a wrong form with every issue and its path', async () => {
    const inspector = await platform.as('inspector');
    const answer = await inspector.raw('POST', '/api/v1/definitions/quality/incoming-inspection/submissions', {
      lotNumber: 'x',
      lotSize: 0,
      thickness: [1],
    });
    expect(answer.status).toBe(422);
    const problem = (await answer.json()) as { issues: { path: string }[] };
    expect(problem.issues.map((issue) => issue.path)).toEqual(
      expect.arrayContaining(['/input/lotNumber', '/input/lotSize', '/input/thickness']),
    );
  });

  it('does not know an unknown definition, and refuses a role that may not start one', async () => {
    const auditor = await platform.as('auditor');
    expect((await auditor.raw('POST', '/api/v1/definitions/quality/incoming-inspection/submissions', VISCOSITY)).status).toBe(403);
    const inspector = await platform.as('inspector');
    expect((await inspector.raw('POST', '/api/v1/definitions/quality/no-such/submissions', {})).status).toBe(404);
  });

  it('goes on without an opinion when the model fails, and still asks the person and reports', async () => {
    platform.twin?.script({ behaviour: { kind: 'not-json' }, times: 4 });
    const inspector = await platform.as('inspector');
    const quality = await platform.as('quality');
    const runId = await inspector.submit('quality', 'incoming-inspection', { ...VISCOSITY, lotNumber: 'NM000001' });
    const task = await quality.waitForTask(runId, 60_000);
    platform.twin?.clearScript();
    await quality.approve(task.id, 'ok');
    expect(await quality.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
    expect(await quality.reportsOf(runId)).toHaveLength(1);
  });

  it('refuses a model call that the run cannot afford, before it is made', async () => {
    const planner = await platform.as('planner');
    const text = `document: { dsl: '1.0.3', namespace: test, name: thrifty, version: 1.0.0, metadata: { aix: { budget: { modelTokens: 100 } } } }
do:
  - ask: { call: judge, with: { question: '합격입니까?', maxTokens: 800 } }
`;
    const published = await planner.raw('POST', '/api/v1/definitions', text, { 'content-type': 'application/yaml' });
    expect(published.status).toBeLessThan(300);
    const accepted = platform.twin?.calls().length;
    const runId = await planner.submit('test', 'thrifty', {});
    expect(await planner.waitForRun(runId, 60_000)).toEqual({ state: 'faulted' });
    expect(await planner.get(`/api/v1/runs/${runId}`)).toMatchObject({ error: { title: 'budget-exceeded', instance: '/do/0/ask' } });
    expect(platform.twin?.calls().length).toBe(accepted);
  });

  it('cancels a waiting run and closes its question', async () => {
    const inspector = await platform.as('inspector');
    const admin = await platform.as('admin');
    const quality = await platform.as('quality');
    const runId = await inspector.submit('quality', 'incoming-inspection', { ...VISCOSITY, lotNumber: 'CA000001' });
    const task = await quality.waitForTask(runId, 60_000);
    expect((await admin.raw('POST', `/api/v1/runs/${runId}/cancel`, { reason: 'wrong lot' })).status).toBeLessThan(300);
    expect(await quality.waitForRun(runId, 60_000)).toEqual({ state: 'cancelled' });
    const late = await quality.raw('POST', `/api/v1/tasks/${task.id}/decision`, {
      outcome: 'approve',
      reason: 'late',
      decisionId: randomUUID(),
    });
    expect(late.status).toBe(409);
  });

  it('says 503 with Retry-After while the database is down, and takes the same request again afterwards', async () => {
    const inspector = await platform.as('inspector');
    const killed = platform.pids().postgres;
    if (killed === undefined) throw new Error('no PostgreSQL of ours');
    const key = randomUUID();
    process.kill(killed, 'SIGKILL');
    const send = async (): Promise<Response> =>
      await inspector.raw(
        'POST',
        '/api/v1/definitions/quality/incoming-inspection/submissions',
        { ...VISCOSITY, lotNumber: 'DB000001' },
        { 'idempotency-key': key },
      );
    const first = await send();
    expect(first.status).toBe(503);
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0);
    await until('PostgreSQL to be back', async () => platform.pids().postgres !== killed);
    const second = await until('the request to be taken', async () => {
      const answer = await send();
      return answer.status === 202 ? answer : undefined;
    });
    const { runId } = (await second.json()) as { runId: string };
    await (await platform.as('quality')).waitForTask(runId, 90_000);
  }, 180_000);
});
