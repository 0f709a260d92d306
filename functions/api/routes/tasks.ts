// Human tasks: what waits for this person, and the decision. Whether a person may decide is checked again by the workflow's own validator.
import { z } from 'zod';
import { findTask, listAllOpenTasks, listOpenTasks } from '../../../db/repositories/task.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { JsonObject } from '../../../workflows/definition/json.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, pageQuery, type RouteDeclaration } from '../route.ts';

const decision = z
  .strictObject({
    /** The client's own id of this decision; sending it again is harmless. */
    decisionId: z.uuid().optional(),
    outcome: z.enum(['approve', 'reject', 'submit']),
    reason: z.string().trim().min(1).max(4000).optional(),
    form: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((value) => value.outcome !== 'reject' || value.reason !== undefined, { path: ['reason'], error: 'Say why it is rejected.' });

export function taskRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const { database } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/tasks',
      operationId: 'listTasks',
      tag: 'tasks',
      summary: 'Open tasks, nearest deadline first: those this person may decide, or all',
      query: z.strictObject({ limit: pageQuery.limit, scope: z.enum(['mine', 'all']).default('mine') }),
      responses: { 200: 'Tasks' },
      handle: async ({ c, actor, query }) =>
        c.json({
          tasks: await database.withTenant(actor.tenant, (tx) =>
            query.scope === 'all'
              ? listAllOpenTasks(tx, { tenant: actor.tenant, limit: query.limit })
              : listOpenTasks(tx, { tenant: actor.tenant, roles: actor.roles, userId: actor.userId, limit: query.limit }),
          ),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/tasks/:id',
      operationId: 'getTask',
      tag: 'tasks',
      summary: 'One task with its evidence',
      responses: { 200: 'Task' },
      handle: async ({ c, actor, param }) => {
        const task = await database.withTenant(actor.tenant, (tx) => findTask(tx, { tenant: actor.tenant, taskId: param('id') }));
        if (task === undefined) throw new AppError('not-found', 'There is no such task.');
        return c.json(task);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/tasks/:id/decision',
      operationId: 'decide',
      tag: 'tasks',
      summary: 'Decide a task; the first decision wins',
      body: decision,
      responses: { 200: 'Applied', 202: 'Recorded, being delivered', 409: 'Someone was first; the answer holds that decision' },
      handle: async ({ c, actor, body, param }) => {
        const decisionId = body.decisionId ?? crypto.randomUUID();
        const answer = await deps.decide({
          tenant: actor.tenant,
          actor,
          taskId: param('id'),
          decisionId,
          outcome: body.outcome,
          reason: body.reason,
          form: body.form as JsonObject | undefined,
        });
        if (answer.state === 'refused')
          throw new AppError('conflict', 'This task has already been decided.', { context: { first: answer.first } });
        return c.json({ decisionId, ...answer }, answer.state === 'applied' ? 200 : 202);
      },
    }),
  ];
}
