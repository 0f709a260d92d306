// The event bus end to end: real database, real Temporal server, real workers; the relay sweeps when the test says so.
import { AppError } from '../../workflows/definition/errors.ts';
import { EVENT_SIGNAL } from '../../workflows/definition/transition.ts';
import { putEvents } from '../../functions/shared/events.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineRoom, type EngineRoom } from '../support/engine-room.ts';

let room: EngineRoom;
beforeAll(async () => {
  room = await createEngineRoom();
});
afterAll(async () => {
  await room.stop();
});

let count = 0;
const event = (type: string, more: object = {}) => ({
  specversion: '1.0',
  id: `e${(count += 1)}`,
  source: '/press/7',
  type,
  data: { n: count },
  ...more,
});
const put = async (body: unknown) => await room.services.putEvents({ tenant: room.tenant, actor: room.actor, body: body as never });

describe('an event', () => {
  it('reaches two listening runs, each exactly once, however often it is sent', async () => {
    const yaml = 'do:\n  - hear: { listen: { to: { one: { with: { type: press.stopped } } }, read: envelope } }';
    const runs = [await room.start('two-a', yaml), await room.start('two-b', yaml)];
    for (const run of runs) await room.reach(run, ['waiting']);
    const sent = event('press.stopped');
    expect(await put(sent)).toEqual({ accepted: 1, duplicates: 0, delivered: true });
    expect(await put(sent)).toEqual({ accepted: 0, duplicates: 1, delivered: true });
    for (const run of runs) expect((await room.reach(run, ['completed'])).output).toMatchObject([{ id: sent.id, type: 'press.stopped' }]);
    const deliveries = await room.db.asOwner<{ state: string }>(
      'select d.state from event_delivery d join event e on e.tenant_id = d.tenant_id and e.id = d.event_id where e.event_id = $1',
      [sent.id],
    );
    expect(deliveries).toEqual([{ state: 'delivered' }, { state: 'delivered' }]);
  });

  it('of another type, source or subject, or of another tenant, wakes nobody', async () => {
    const yaml =
      'do:\n  - hear: { listen: { to: { one: { with: { type: oven.hot, source: "https://plant.example/oven/1", subject: zone-3 } } } } }';
    const run = await room.start('picky', yaml);
    await room.reach(run, ['waiting']);
    await put([
      event('oven.cold', { source: 'https://plant.example/oven/1', subject: 'zone-3' }),
      event('oven.hot', { source: 'https://plant.example/oven/2', subject: 'zone-3' }),
      event('oven.hot', { source: 'https://plant.example/oven/1' }),
    ]);
    const other = await room.db.createTenant();
    await room.services.putEvents({
      tenant: other,
      actor: { ...room.actor, tenant: other },
      body: event('oven.hot', { source: 'https://plant.example/oven/1', subject: 'zone-3' }),
    });
    expect(await room.db.asOwner('select 1 from event_delivery where run_id = $1', [run])).toEqual([]);
    const wanted = event('oven.hot', { source: 'https://plant.example/oven/1', subject: 'zone-3' });
    await put(wanted);
    expect((await room.reach(run, ['completed'])).output).toEqual([wanted.data]);
  });

  it('that came after the run was accepted and before it listens is not lost; an earlier one is not for it', async () => {
    await put(event('gate.open', { id: 'before-the-run' }));
    const run = await room.start(
      'late',
      'do:\n  - nap: { wait: PT2S }\n  - hear: { listen: { to: { one: { with: { type: gate.open } } }, read: envelope } }',
    );
    await put(event('gate.open', { id: 'while-it-naps' }));
    expect((await room.reach(run, ['completed'])).output).toMatchObject([{ id: 'while-it-naps' }]);
  });

  it('is judged in the run where a filter is an expression, and correlates', async () => {
    const yaml = `do:
  - hear: { listen: { to: { one: { with: { type: lot.moved, data: '\${ .lot == "L-2" }' } } } } }`;
    const run = await room.start('judged', yaml);
    await room.reach(run, ['waiting']);
    await put([event('lot.moved', { data: { lot: 'L-1' } }), event('lot.moved', { data: { lot: 'L-2' } })]);
    expect((await room.reach(run, ['completed'])).output).toEqual([{ lot: 'L-2' }]);
  });

  it('emitted by one run reaches another', async () => {
    const listener = await room.start('ear', 'do:\n  - hear: { listen: { to: { one: { with: { type: batch.done } } } } }');
    await room.reach(listener, ['waiting']);
    const speaker = await room.start(
      'mouth',
      'do:\n  - say: { emit: { event: { with: { source: "https://plant.example/line/1", type: batch.done, data: { lot: L-9 } } } } }',
    );
    await room.reach(speaker, ['completed']);
    expect((await room.reach(listener, ['completed'])).output).toEqual([{ lot: 'L-9' }]);
  });

  it('signalled again, after a crash that kept its delivery from being noted, is dropped by the run', async () => {
    const run = await room.start(
      'again',
      `do:\n  - hear: { listen: { to: { any: [ { with: { type: again } } ], until: '\${ length >= 2 }' } } }`,
    );
    await room.reach(run, ['waiting']);
    const [first, second] = [event('again'), event('again')];
    await put(first);
    await room.db.asOwner(`update event_delivery set state = 'pending', settled_at = null where run_id = $1`, [run]);
    await put(second);
    expect((await room.reach(run, ['completed'])).output).toEqual([first.data, second.data]);
  });

  it('taken while the engine is down is delivered once it is back', async () => {
    const run = await room.start('outage', 'do:\n  - hear: { listen: { to: { one: { with: { type: outage } } } } }');
    await room.reach(run, ['waiting']);
    const down = {
      start: async () => 'started' as const,
      signalEvents: async () => {
        throw new AppError('unavailable', 'The engine is down.');
      },
    };
    const sent = event('outage');
    expect(await putEvents({ database: room.database, engine: down }, { tenant: room.tenant, actor: room.actor, body: sent })).toEqual({
      accepted: 1,
      duplicates: 0,
      delivered: false,
    });
    await room.db.asOwner(`update outbox set next_attempt_at = now() where completed_at is null`);
    expect((await room.reach(run, ['completed'])).output).toEqual([sent.data]);
  });

  it('starts a definition whose schedule waits for it, once for each event', async () => {
    await room.publish(
      'on-alarm',
      'schedule: { on: { one: { with: { type: alarm.raised } } } }\ndo:\n  - keep: { set: { lot: "${ $workflow.input[0].data.lot }" } }',
    );
    const alarm = event('alarm.raised', { data: { lot: 'L-4' } });
    await put(alarm);
    await put(alarm);
    const runs = await room.db.asOwner<{ id: string }>(
      `select r.id from run r join submission s on s.tenant_id = r.tenant_id and s.id = r.submission_id where s.source = 'event'`,
    );
    expect(runs).toHaveLength(1);
    expect((await room.reach(runs[0]?.id ?? '', ['completed'])).output).toEqual({ lot: 'L-4' });
  });
});

describe('many events', () => {
  it('2,000 to one listener all arrive, once and in order, over several continued runs', async () => {
    const yaml = `do:
  - count:
      listen: { to: { any: [ { with: { type: tick } } ], until: '\${ length >= 2000 }' }, read: envelope }
      foreach: { item: tick, do: [ { note: { set: { n: '\${ $tick.data.n }' } } } ] }
  - sum: { set: { seen: '\${ [ .[].n ] }' } }`;
    const run = await room.start('ticks', yaml);
    await room.reach(run, ['waiting']);
    for (let first = 0; first < 2_000; first += 100) {
      await put(
        Array.from({ length: 100 }, (_, index) => ({
          specversion: '1.0',
          id: `t${first + index}`,
          source: '/clock',
          type: 'tick',
          data: { n: first + index },
        })),
      );
    }
    const { output, workflowId } = await room.reach(run, ['completed', 'faulted'], 110_000);
    expect(output).toEqual({ seen: Array.from({ length: 2_000 }, (_, n) => n) });
    const described = await room.engine.client.workflow.getHandle(workflowId).describe();
    expect(described.historyLength).toBeLessThan(10_240);
  }, 120_000);

  it('2,000 signalled one by one lose none when the run continues as new in their midst', async () => {
    const run = await room.start(
      'drops',
      `do:\n  - hear: { listen: { to: { any: [ { with: { type: drop } } ], until: '\${ length >= 2000 }' } } }`,
    );
    const { workflowId } = await room.reach(run, ['waiting']);
    const handle = room.engine.client.workflow.getHandle(workflowId);
    const numbers = Array.from({ length: 2_000 }, (_, n) => n);
    for (let first = 0; first < numbers.length; first += 20) {
      await Promise.all(
        numbers
          .slice(first, first + 20)
          .map(async (n) => await handle.signal(EVENT_SIGNAL, { specversion: '1.0', id: `d${n}`, source: '/pipe', type: 'drop', data: n })),
      );
    }
    const { output } = await room.reach(run, ['completed', 'faulted'], 110_000);
    expect((output as number[]).toSorted((left, right) => left - right)).toEqual(numbers);
    const { raw } = await handle.describe();
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(raw.workflowExecutionInfo?.execution?.runId);
  }, 120_000);
});
