// Shipped definitions on the real platform: forms by the API, answers by the people whose roles are asked, reports as files, lots in the
// database. What people answer is the fixture's; all else is real but the model.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { findLot } from '../../db/repositories/lot.ts';
import type { DemoClient } from '../../functions/cli/demo-client.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflows/definition/json.ts';
import { startTestPlatform, type TestPlatform, until } from '../support/local-platform.ts';
import { libraryFile, libraryFixture } from './library-files.ts';

const USER_OF_ROLE: Readonly<Record<string, string>> = {
  operator: 'operator',
  inspector: 'inspector',
  'quality-manager': 'quality',
  planner: 'planner',
  admin: 'admin',
};
const PATIENCE = 60_000;

let platform: TestPlatform;
const clients = new Map<string, Promise<DemoClient>>();
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(async () => await platform?.remove());

function as(username: string): Promise<DemoClient> {
  const known = clients.get(username) ?? platform.as(username);
  clients.set(username, known);
  return known;
}

interface OpenTask {
  readonly id: string;
  readonly step: number;
  readonly state: string;
  readonly kind: string;
  readonly roles: readonly string[];
}

/** Answers whatever the run asks, as the fixture says, until it ends. */
async function drive(runId: string, mocks: JsonObject): Promise<{ state: string; output: Json }> {
  const auditor = await as('quality');
  const answered = new Set<string>();
  const asked = new Map<string, number>();
  return await until(
    `run ${runId}`,
    async () => {
      const run = await auditor.get(`/api/v1/runs/${runId}`);
      if (['completed', 'faulted', 'cancelled'].includes(run['state'] as string))
        return { state: run['state'] as string, output: (run['output'] ?? null) as Json };
      const { tasks } = (await auditor.get(`/api/v1/runs/${runId}/tasks`)) as unknown as { tasks: readonly OpenTask[] };
      const open = tasks.find((task) => task.state === 'open' && !answered.has(task.id));
      if (!open) return undefined;
      const { steps } = (await auditor.get(`/api/v1/runs/${runId}/steps`)) as unknown as {
        steps: readonly { step: number; name: string }[];
      };
      const name = steps.find((step) => step.step === open.step)?.name ?? '';
      const turn = asked.get(name) ?? 0;
      asked.set(name, turn + 1);
      answered.add(open.id);
      await decide(open, answerOf(mocks[name], turn));
      return undefined;
    },
    PATIENCE,
  );
}

function answerOf(mock: Json | undefined, turn: number): JsonObject {
  if (!isJsonObject(mock)) throw new Error('The fixture has no answer for this question.');
  const outputs = (mock['outputs'] ?? [mock['output']]) as readonly JsonObject[];
  return outputs[Math.min(turn, outputs.length - 1)] ?? {};
}

async function decide(task: OpenTask, answer: JsonObject): Promise<void> {
  const form = answer['values'] ?? answer['form'];
  const outcome = task.kind === 'form' ? 'submit' : answer['decision'] === 'rejected' ? 'reject' : 'approve';
  // The last role asked, so that the inspector who started the run decides nothing that another may.
  const client = await as(USER_OF_ROLE[task.roles.at(-1) ?? ''] ?? 'quality');
  const body = {
    outcome,
    decisionId: randomUUID(),
    ...(outcome === 'reject' ? { reason: answer['reason'] ?? '-' } : {}),
    ...(form === undefined ? {} : { form }),
  };
  const response = await client.raw('POST', `/api/v1/tasks/${task.id}/decision`, body as JsonObject);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

async function reportText(runId: string): Promise<string> {
  const client = await as('quality');
  const [report] = await client.reportsOf(runId);
  const artifact = report?.files.find((file) => file.format === 'html')?.artifactId ?? '';
  return await (await client.raw('GET', `/api/v1/artifacts/${artifact}/content`)).text();
}

const lotState = async (number: string): Promise<string | undefined> =>
  (
    await platform.database.withTenant(
      platform.demoTenant ?? '',
      async (tx) => await findLot(tx, { tenant: platform.demoTenant ?? '', number }),
    )
  )?.state;

/** Definition, which of its cases, the lot's state afterwards, and what its report must say. */
const CHAINS: readonly [string, number, { lot?: string; state?: string; says?: readonly string[] }][] = [
  ['incoming-inspection', 1, { lot: 'AB123456', state: 'rejected', says: ['AB123456'] }],
  ['final-inspection', 0, { lot: 'FG-001', state: 'accepted', says: ['FG-001'] }],
  ['final-inspection', 1, { lot: 'FG-001', state: 'rejected', says: ['FG-001', '중결점 불량품 3개: 2개까지 허용'] }],
  ['first-article', 0, { says: ['브래킷', 'MIC-07', '최소 40 HRC', 'SUS304', '신규 부품'] }],
  ['first-article', 1, { says: ['39.9'] }],
  ['gauge-study', 0, { says: ['MIC-07', 'GR'] }],
  ['gauge-study', 1, { says: ['MIC-07'] }],
  ['hold-and-disposition', 1, { lot: 'FG-001', state: 'on-hold', says: ['NCR-311', '재작업 240 ea', '불량 코드'] }],
  ['hold-and-disposition', 2, { lot: 'FG-001', state: 'accepted', says: ['특채 240 ea'] }],
  ['hold-and-disposition', 3, { lot: 'FG-001', state: 'on-hold', says: ['두께 하한 미달'] }],
  ['eight-d', 1, { says: ['지그 마모', '지그 교체', 'INV-88', '사내 재고 240개 선별'] }],
  ['customer-complaint', 0, { lot: 'FG-001', state: 'on-hold', says: ['C-2026-031', '재고 출하 정지', '치명'] }],
  ['customer-complaint', 2, {}],
  ['certificate-of-analysis', 0, { says: ['CoA-0042', 'KS M 2014', '적합'] }],
  ['certificate-of-analysis', 1, {}],
  ['certificate-of-analysis', 2, {}],
  ['supplier-scorecard', 0, {}],
  ['supplier-scorecard', 1, {}],
  ['calibration-due', 0, {}],
  ['calibration-due', 2, {}],
  ['maintenance-request', 0, {}],
  ['maintenance-request', 1, {}],
  ['daily-quality-report', 1, { says: [] }],
];
/** Who starts them, where it is not the inspector. */
const STARTER: Readonly<Record<string, string>> = { 'supplier-scorecard': 'planner' };
const NAMESPACE: Readonly<Record<string, string>> = { 'maintenance-request': 'production' };

/** What the model's stand-in and the report's id make of it is not the fixture's to say. */
function stable(output: Json): Json {
  const { report: _report, hypotheses: _hypotheses, plan: _plan, ...rest } = output as Record<string, Json>;
  return rest;
}

async function checkReport(runId: string, says: readonly string[]): Promise<void> {
  const text = await reportText(runId);
  for (const words of says) expect(text).toContain(words);
  for (const slip of ['undefined', '[object Object]', 'NaN']) expect(text).not.toContain(slip);
}

describe('on the platform', () => {
  test.each(CHAINS)('%s, case %i, runs to its end, leaves its report and sets its lot', async (name, index, wanted) => {
    const one = libraryFixture(name).cases[index];
    if (!one) throw new Error(`${name} has no case ${index}.`);
    const runId = await (await as(STARTER[name] ?? 'inspector')).submit(NAMESPACE[name] ?? 'quality', name, one.input);
    expect(await drive(runId, one.mocks)).toMatchObject({ state: 'completed', output: stable(one.expect.output) });
    if (wanted.lot !== undefined) expect(await lotState(wanted.lot)).toBe(wanted.state);
    if (wanted.says !== undefined) await checkReport(runId, wanted.says);
  });

  it('carries a CAPA over its wait to its report', async () => {
    const [, one] = libraryFixture('capa').cases;
    const text = readFileSync(libraryFile('capa'), 'utf8')
      .replace('{ days: 30 }', '{ seconds: 1 }')
      .replace('version: 1.0.0', 'version: 1.0.1');
    const published = await (await as('admin')).raw('POST', '/api/v1/definitions', parse(text) as JsonObject);
    expect([published.status, await published.text()]).toEqual([201, expect.any(String)]);
    const runId = await (await as('inspector')).submit('quality', 'capa', one?.input ?? {});
    expect(await drive(runId, one?.mocks ?? {})).toMatchObject({ state: 'completed', output: stable(one?.expect.output ?? {}) });
    await checkReport(runId, ['배포 절차 없음', '최신본 게시', '4주 동안 0건', '심사']);
  });

  it('lets nobody dispose of what they reported', async () => {
    const [one] = libraryFixture('hold-and-disposition').cases;
    const quality = await as('quality');
    const runId = await quality.submit('quality', 'hold-and-disposition', { ...one?.input, lotNumber: 'FG-002' });
    const task = await quality.waitForTask(runId, PATIENCE);
    const splits = [{ disposition: 'scrap', quantity: 240 }];
    const response = await quality.raw('POST', `/api/v1/tasks/${task.id}/decision`, {
      outcome: 'approve',
      decisionId: randomUUID(),
      form: { splits },
    });
    expect(response.status).toBe(403);
    expect(await lotState('FG-002')).toBe('on-hold');
  });
});
