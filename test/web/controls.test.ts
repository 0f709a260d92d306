import { describe, expect, it } from 'vitest';
import { cronText } from '../../functions/web/cron-text.ts';
import { appOf, get, post, RUN_ID } from './fake-world.ts';
import { sampleWorld } from './sample-world.ts';

const SCHEDULE_ID = '55555555-5555-4555-8555-555555555555';
const withSchedule = () => {
  const w = sampleWorld();
  w.schedules = w.schedules.map((schedule) => ({ ...schedule, id: SCHEDULE_ID }));
  return w;
};

describe('a run that goes on', () => {
  it('can be cancelled with a reason by those who may, and by nobody else', async () => {
    const w = sampleWorld();
    const app = appOf(w);
    expect(await (await get(app, `/runs/${RUN_ID}`)).text()).toContain(`action="/runs/${RUN_ID}/cancel"`);
    expect(await (await get(app, `/runs/${RUN_ID}`, { role: 'operator' })).text()).not.toContain('/cancel"');
    expect((await post(app, `/runs/${RUN_ID}/cancel`, { reason: '잘못 시작' }, { role: 'operator' })).status).toBe(403);
    expect(w.changes).toEqual([]);
    const answer = await post(app, `/runs/${RUN_ID}/cancel`, { reason: '잘못 시작' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/runs/${RUN_ID}`]);
    expect(w.changes).toEqual([`cancel ${RUN_ID}`]);
  });

  it('that has ended offers no cancel', async () => {
    const w = sampleWorld();
    w.runs = w.runs.map((run) => ({ ...run, state: 'completed' }));
    expect(await (await get(appOf(w), `/runs/${RUN_ID}`)).text()).not.toContain('/cancel"');
  });
});

describe('a run that has ended', () => {
  it('can be run again from a step by those who may, once for each form sent', async () => {
    const w = sampleWorld();
    expect(await (await get(appOf(w), `/runs/${RUN_ID}`)).text()).not.toContain('/rerun"');
    w.runs = w.runs.map((run) => ({ ...run, state: 'faulted' }));
    const app = appOf(w);
    const text = await (await get(app, `/runs/${RUN_ID}`)).text();
    expect(text).toContain(`action="/runs/${RUN_ID}/rerun"`);
    const key = /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';
    expect(await (await get(app, `/runs/${RUN_ID}`, { role: 'operator' })).text()).not.toContain('/rerun"');
    expect((await post(app, `/runs/${RUN_ID}/rerun`, { fromStep: '1', key }, { role: 'operator' })).status).toBe(403);
    expect((await post(app, `/runs/${RUN_ID}/rerun`, { fromStep: 'x', key })).status).toBe(400);
    expect((await post(app, `/runs/${RUN_ID}/rerun`, { fromStep: '1', key })).status).toBe(303);
    expect(w.changes).toEqual([`rerun ${RUN_ID} 1`]);
  });
});

describe('a schedule', () => {
  it('is paused with a reason, resumed and run now by a planner only', async () => {
    const w = withSchedule();
    const app = appOf(w);
    expect(await (await get(app, '/schedules')).text()).not.toContain('/pause"');
    expect(await (await get(app, '/schedules', { role: 'planner' })).text()).toContain(`/schedules/${SCHEDULE_ID}/pause"`);
    expect((await post(app, `/schedules/${SCHEDULE_ID}/pause`, { reason: 'x' })).status).toBe(403);
    for (const [what, fields] of [
      ['pause', { reason: '설비 점검' }],
      ['resume', {}],
      ['trigger', {}],
    ] as const) {
      expect((await post(app, `/schedules/${SCHEDULE_ID}/${what}`, fields, { role: 'planner' })).status).toBe(303);
    }
    expect(w.changes).toEqual([`pause ${SCHEDULE_ID} 설비 점검`, `resume ${SCHEDULE_ID}`, `trigger ${SCHEDULE_ID}`]);
  });

  it.each([
    ['0 8 * * 1-6', '월–토 08:00', 'Mon–Sat 08:00'],
    ['0 8,16,0 * * *', '매일 00:00, 08:00, 16:00', 'Daily 00:00, 08:00, 16:00'],
    ['30 6 * * 1,3', '월, 수 06:30', 'Mon, Wed 06:30'],
  ])('%s is said in words', (cron, ko, en) => {
    expect([cronText(cron, 'ko'), cronText(cron, 'en')]).toEqual([ko, en]);
  });

  it.each(['*/5 * * * *', '0 8 1 * *', '0 8 * * MON', 'PT15M', ''])('%s stays as it is', (cron) => {
    expect(cronText(cron, 'ko')).toBeUndefined();
  });
});
