// Schedules: what runs by itself, when it last did and did not; pause, resume, run now.
import { z } from 'zod';
import { findSchedule, listSchedules } from '../../../db/repositories/schedule.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

export function scheduleRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const { database } = deps;
  /** A foreign or unknown id is 404 before the engine hears of it. */
  const known = async (tenant: string, id: string): Promise<string> => {
    const schedule = await database.withTenant(tenant, (tx) => findSchedule(tx, { tenant, scheduleId: id }));
    if (schedule === undefined) throw new AppError('not-found', 'There is no such schedule.');
    return schedule.id;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/schedules',
      operationId: 'listSchedules',
      tag: 'schedules',
      summary: 'Schedules with their last fires',
      responses: { 200: 'Schedules' },
      handle: async ({ c, actor }) =>
        c.json({ schedules: await database.withTenant(actor.tenant, (tx) => listSchedules(tx, { tenant: actor.tenant })) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/schedules/:id/pause',
      operationId: 'pauseSchedule',
      tag: 'schedules',
      summary: 'Fire no more until resumed',
      body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
      responses: { 204: 'Paused' },
      handle: async ({ c, actor, body, param }) => {
        await deps.schedules.pause({
          tenant: actor.tenant,
          actor,
          scheduleId: await known(actor.tenant, param('id')),
          reason: body.reason,
        });
        return c.body(null, 204);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/schedules/:id/resume',
      operationId: 'resumeSchedule',
      tag: 'schedules',
      summary: 'Fire again',
      responses: { 204: 'Resumed' },
      handle: async ({ c, actor, param }) => {
        await deps.schedules.resume({ tenant: actor.tenant, actor, scheduleId: await known(actor.tenant, param('id')) });
        return c.body(null, 204);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/schedules/:id/trigger',
      operationId: 'triggerSchedule',
      tag: 'schedules',
      summary: 'Fire once now',
      responses: { 202: 'Triggered' },
      handle: async ({ c, actor, param }) => {
        await deps.schedules.trigger({ tenant: actor.tenant, actor, scheduleId: await known(actor.tenant, param('id')) });
        return c.json({ state: 'triggered' }, 202);
      },
    }),
  ];
}
