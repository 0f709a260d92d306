// Guarantees under real faults: processes of ours are killed by pid in the middle of work, and the run completes all the same.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listModelCalls } from '../../db/repositories/model-call.ts';
import { listReports } from '../../db/repositories/report.ts';
import { getRun, listRuns } from '../../db/repositories/run.ts';
import { listDecisions } from '../../db/repositories/decision.ts';
import { outboxAge } from '../../db/repositories/outbox.ts';
import { listAudit, verifyAudit } from '../../db/repositories/audit.ts';
import { VISCOSITY } from '../../functions/cli/demo-data.ts';
import { startTestPlatform, until, type TestPlatform } from '../support/local-platform.ts';

let platform: TestPlatform;
let tenant: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  tenant = platform.demoTenant ?? '';
});
afterAll(async () => {
  await platform.remove();
});

const lot = (number: string) => ({ ...VISCOSITY, lotNumber: number });
const inTenant = <T>(work: (tx: never) => Promise<T>): Promise<T> => platform.database.withTenant(tenant, work as never);

async function post(path: string, cookieOf: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const origin = platform.url;
  const signIn = await fetch(`${platform.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username: cookieOf, password: `demo-${cookieOf}` }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
  return await fetch(`${platform.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie, ...headers },
    body: JSON.stringify(body),
  });
}

describe('the chain', () => {
  it('runs from form to report, with every fact in the database', async () => {
    const inspector = await platform.as('inspector');
    const quality = await platform.as('quality');
    const runId = await inspector.submit('quality', 'incoming-inspection', lot('OK000001'));
    const task = await quality.waitForTask(runId, 60_000);
    await quality.approve(task.id, '시료 오류');
    expect(await quality.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
    const [report] = await inTenant((tx) => listReports(tx, { tenant, runId }));
    expect(report?.files.map((file) => file.format).sort()).toEqual(['csv', 'html', 'pdf', 'xlsx']);
    const run = await inTenant((tx) => getRun(tx, { tenant, runId }));
    expect(run.output).toMatchObject({ lotNumber: 'OK000001', decision: 'approved', signals: 1 });
  });
});

describe('nothing lost, nothing twice', () => {
  it('makes one submission and one run of 50 identical posts at once', async () => {
    const key = randomUUID();

    const inspector = await signedIn('inspector');
    const answers = await Promise.all(
      Array.from(
        { length: 50 },
        async () =>
          await inspector('/api/v1/definitions/quality/incoming-inspection/submissions', lot('SA000001'), { 'idempotency-key': key }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 50 }, () => 202));
    const ids = new Set(await Promise.all(answers.map(async (answer) => ((await answer.json()) as { runId: string }).runId)));
    expect(ids.size).toBe(1);
    expect((await inTenant((tx) => listRuns(tx, { tenant, lot: 'SA000001', limit: 100 }))).length).toBe(1);
  });

  it('lets the first of two approvers win and shows the other the first decision', async () => {
    const inspector = await platform.as('inspector');
    const runId = await inspector.submit('quality', 'incoming-inspection', lot('TW000001'));
    const task = await (await platform.as('quality')).waitForTask(runId, 60_000);
    const [first, second] = await Promise.all([
      post(`/api/v1/tasks/${task.id}/decision`, 'quality', { outcome: 'approve', reason: 'a', decisionId: randomUUID() }),
      post(`/api/v1/tasks/${task.id}/decision`, 'quality', { outcome: 'reject', reason: 'b', decisionId: randomUUID() }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const decisions = await inTenant((tx) => listDecisions(tx, { tenant, taskId: task.id }));
    expect(decisions.filter((decision) => decision.state === 'applied')).toHaveLength(1);
    const audited = await until('both answers in the audit', async () => {
      const rows = await inTenant((tx) => listAudit(tx, { tenant, subjectKind: 'task', subjectId: task.id }));
      return rows.filter((row) => row.action.startsWith('decision.')).length === 2 ? rows : undefined;
    });
    expect(audited.map((row) => row.action)).toEqual(expect.arrayContaining(['decision.recorded', 'decision.refused']));
    expect(audited.find((row) => row.action === 'decision.recorded')).toMatchObject({
      actorKind: 'session',
      runId,
      details: { definition: 'quality/incoming-inspection 1.0.0' },
    });
  });

  it('completes a run whose worker is killed in the middle of the judge step; every accepted model call has its row', async () => {
    if (!platform.twin) throw new Error('no twin');
    platform.twin.script({ behaviour: { kind: 'slow', milliseconds: 3_000 } } as never);
    const accepted = platform.twin.calls().length;
    const inspector = await platform.as('inspector');
    const quality = await platform.as('quality');
    const runId = await inspector.submit('quality', 'incoming-inspection', lot('KW000001'));
    await until('the twin to be asked', async () => platform.twin !== undefined && platform.twin.calls().length > accepted);
    process.kill(platform.pids().worker, 'SIGKILL');
    const task = await quality.waitForTask(runId, 110_000);
    await quality.approve(task.id, 'ok');
    expect(await quality.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
    const calls = await inTenant((tx) => listModelCalls(tx, { tenant, runId }));
    expect(calls.length).toBe(platform.twin.calls().length - accepted);
    expect(calls.filter((call) => call.state === 'answered')).toHaveLength(1);
    expect(await inTenant((tx) => listReports(tx, { tenant, runId }))).toHaveLength(1);
  }, 180_000);

  it('completes a run under which the Temporal server is killed between two steps, with one report and one answer', async () => {
    if (!platform.twin) throw new Error('no twin');
    platform.twin.script({ behaviour: { kind: 'slow', milliseconds: 2_000 } });
    const accepted = platform.twin.calls().length;
    const inspector = await platform.as('inspector');
    const quality = await platform.as('quality');
    const runId = await inspector.submit('quality', 'incoming-inspection', lot('KS000001'));
    await until('the twin to be asked', async () => (platform.twin?.calls().length ?? 0) > accepted);
    const killed = platform.pids().temporal;
    if (killed === undefined) throw new Error('no Temporal of ours');
    process.kill(killed, 'SIGKILL');
    const task = await quality.waitForTask(runId, 110_000);
    await quality.approve(task.id, 'ok');
    expect(await quality.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
    const calls = await inTenant((tx) => listModelCalls(tx, { tenant, runId }));
    expect(calls.length).toBe(platform.twin.calls().length - accepted);
    expect(calls.filter((call) => call.state === 'answered').length).toBeGreaterThanOrEqual(1);
    expect(await inTenant((tx) => listReports(tx, { tenant, runId }))).toHaveLength(1);
  }, 180_000);

  it('takes forms while Temporal is killed, and completes the run once it is back', async () => {
    const killed = platform.pids().temporal;
    if (killed === undefined) throw new Error('no Temporal of ours');
    process.kill(killed, 'SIGKILL');
    const answer = await post('/api/v1/definitions/quality/incoming-inspection/submissions', 'inspector', lot('KT000001'));
    expect(answer.status).toBe(202);
    const { runId } = (await answer.json()) as { runId: string };
    await until('Temporal to be back', async () => platform.pids().temporal !== killed);
    const quality = await platform.as('quality');
    const task = await quality.waitForTask(runId, 90_000);
    await quality.approve(task.id, 'ok');
    expect(await quality.waitForRun(runId, 60_000)).toEqual({ state: 'completed' });
    expect(await inTenant((tx) => listReports(tx, { tenant, runId }))).toHaveLength(1);
    await until('an empty outbox', async () => (await inTenant((tx) => outboxAge(tx, { tenant }))).waiting === 0);
  }, 180_000);

  it('keeps the audit chain gapless through all of it', async () => {
    const verdict = await until('all rows sequenced', async () => {
      const found = await inTenant((tx) => verifyAudit(tx, { tenant }));
      return found.valid && found.rows > 0 ? found : undefined;
    });
    expect(verdict.valid).toBe(true);
  });
});

async function signedIn(username: string): Promise<(path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>> {
  const origin = platform.url;
  const signIn = await fetch(`${platform.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password: `demo-${username}` }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
  return async (path, body, headers = {}) =>
    await fetch(`${platform.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie, ...headers },
      body: JSON.stringify(body),
    });
}
