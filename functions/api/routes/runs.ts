// Runs: list, look at, cancel. What a run did is read from the database; the engine is asked for nothing here.
import { z } from 'zod';
import { listModelCalls } from '../../../db/repositories/model-call.ts';
import { getRun, listRuns } from '../../../db/repositories/run.ts';
import { listSteps } from '../../../db/repositories/step.ts';
import { listTasksOfRun } from '../../../db/repositories/task.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, pageQuery, type RouteDeclaration } from '../route.ts';

const STATES = ['accepted', 'running', 'waiting', 'completed', 'faulted', 'cancelled'] as const;
const listQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(STATES).optional(),
  definition: z
    .string()
    .regex(/^[^/]{1,100}\/[^/]{1,100}$/, 'Write it as namespace/name.')
    .transform((text) => ({ namespace: text.slice(0, text.indexOf('/')), name: text.slice(text.indexOf('/') + 1) }))
    .optional(),
  lot: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Id of the last run of the page before. */
  before: z.uuid().optional(),
});

export function runRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const { database } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/runs',
      operationId: 'listRuns',
      tag: 'runs',
      summary: 'Runs, newest first',
      query: listQuery,
      responses: { 200: 'Runs' },
      handle: async ({ c, actor, query }) =>
        c.json({ runs: await database.withTenant(actor.tenant, (tx) => listRuns(tx, { tenant: actor.tenant, ...query })) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/runs/:id',
      operationId: 'getRun',
      tag: 'runs',
      summary: 'One run with its state, output or error',
      responses: { 200: 'Run' },
      handle: async ({ c, actor, param }) =>
        c.json(await database.withTenant(actor.tenant, (tx) => getRun(tx, { tenant: actor.tenant, runId: param('id') }))),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/runs/:id/steps',
      operationId: 'listSteps',
      tag: 'runs',
      summary: 'Steps in order of start, with input, output and attempts',
      responses: { 200: 'Steps' },
      handle: async ({ c, actor, param }) =>
        c.json({
          steps: await database.withTenant(actor.tenant, async (tx) => {
            const run = await getRun(tx, { tenant: actor.tenant, runId: param('id') });
            return listSteps(tx, { tenant: actor.tenant, runId: run.id });
          }),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/runs/:id/tasks',
      operationId: 'listTasksOfRun',
      tag: 'runs',
      summary: 'What people were asked in this run, and what they answered',
      responses: { 200: 'Tasks' },
      handle: async ({ c, actor, param }) =>
        c.json({
          tasks: await database.withTenant(actor.tenant, async (tx) => {
            const run = await getRun(tx, { tenant: actor.tenant, runId: param('id') });
            return listTasksOfRun(tx, { tenant: actor.tenant, runId: run.id });
          }),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/runs/:id/model-calls',
      operationId: 'listModelCalls',
      tag: 'runs',
      summary: 'Calls to the model in this run: intent, outcome, tokens, time',
      responses: { 200: 'Model calls' },
      handle: async ({ c, actor, param }) =>
        c.json({
          modelCalls: await database.withTenant(actor.tenant, async (tx) => {
            const run = await getRun(tx, { tenant: actor.tenant, runId: param('id') });
            return listModelCalls(tx, { tenant: actor.tenant, runId: run.id });
          }),
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/runs/:id/cancel',
      operationId: 'cancelRun',
      tag: 'runs',
      summary: 'Cancel a run; compensation steps still run',
      body: z.strictObject({ reason: z.string().trim().min(1).max(2000) }),
      responses: { 200: 'The engine has it', 202: 'Recorded, being delivered' },
      handle: async ({ c, actor, body, param }) => {
        const runId = param('id');
        await database.withTenant(actor.tenant, (tx) => getRun(tx, { tenant: actor.tenant, runId }));
        const answer = await deps.cancelRun({ tenant: actor.tenant, actor, runId, reason: body.reason });
        return c.json({ runId, ...answer }, answer.state === 'applied' ? 200 : 202);
      },
    }),
  ];
}
