// The outside yardstick of schedule-times.ts: the times that Temporal's own scheduler computes for the same expression and zone.
import { Client, Connection } from '@temporalio/client';
import { describe, expect, inject, test } from 'vitest';
import { nextFireTimes } from '../../workflows/definition/schedule-times.ts';

const address = inject('temporalAddress');

/** Lord Howe Island turns its clock by half an hour, and Temporal fires only once in its overlap: left out. */
const ROWS = [
  ['30 2 * * *', 'America/New_York', '2026-03-07T00:00:00Z', '2026-03-10T00:00:00Z'],
  ['30 1 * * *', 'America/New_York', '2026-10-31T00:00:00Z', '2026-11-03T00:00:00Z'],
  ['*/30 * * * *', 'America/New_York', '2026-11-01T03:59:00Z', '2026-11-01T09:01:00Z'],
  ['0 * * * *', 'America/New_York', '2026-03-08T04:59:00Z', '2026-03-08T10:01:00Z'],
  ['0 8 * * 1-6', 'Asia/Seoul', '2026-11-20T00:00:00Z', '2026-12-05T00:00:00Z'],
  ['0 8 13 * 5', 'Asia/Seoul', '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z'],
  ['0 0 * * 7', 'Asia/Seoul', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'],
  ['5/20 9-10 * jan-mar mon', 'Europe/Berlin', '2026-03-20T00:00:00Z', '2026-04-10T00:00:00Z'],
  ['0 0 * * *', 'Africa/Cairo', '2026-04-22T00:00:00Z', '2026-04-27T00:00:00Z'],
  ['0 12 * * 5-7', 'UTC', '2026-11-02T00:00:00Z', '2026-11-15T00:00:00Z'],
  ['@weekly', 'UTC', '2026-11-02T00:00:00Z', '2026-11-30T00:00:00Z'],
  ['@midnight', 'UTC', '2026-11-02T01:00:00Z', '2026-11-05T01:00:00Z'],
  ['0 6 * * MON-FRI', 'UTC', '2026-11-02T00:00:00Z', '2026-11-10T00:00:00Z'],
] as const;

describe.skipIf(address === undefined)('fire times are those of the scheduler', () => {
  test.each(ROWS)('%s in %s from %s to %s', async (cron, timezone, from, to) => {
    const connection = await Connection.connect({ address: address ?? '' });
    const client = new Client({ connection, namespace: 'default' });
    const scheduleId = `times-${crypto.randomUUID()}`;
    const handle = await client.schedule.create({
      scheduleId,
      spec: { cronExpressions: [cron], timezone },
      action: { type: 'startWorkflow', workflowType: 'none', taskQueue: 'none' },
      state: { paused: true },
    });
    try {
      const moment = (text: string) => ({ seconds: Math.floor(Date.parse(text) / 1000) as never });
      const matching = await client.workflowService.listScheduleMatchingTimes({
        namespace: 'default',
        scheduleId,
        startTime: moment(from),
        endTime: moment(to),
      });
      const theirs = (matching.startTime ?? []).map((time) => new Date(Number(time.seconds) * 1000).toISOString());
      const ours = nextFireTimes({ cron }, { timezone, after: Date.parse(from), count: 500 }).filter((time) => time <= Date.parse(to));
      expect(ours.map((time) => new Date(time).toISOString())).toEqual(theirs);
      expect(theirs.length).toBeGreaterThan(1);
    } finally {
      await handle.delete();
      await connection.close();
    }
  });
});
