// A run while it goes: server-sent events of its changes, its own word on how it stands, and running it again from a step.
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { readIdempotencyKey } from '../idempotency-key.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

/** How long a browser waits before it comes again, in milliseconds. */
const RETRY = 2_000;

export function runLiveRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/runs/:id/events',
      operationId: 'followRun',
      tag: 'runs',
      summary: 'Changes of steps and state as server-sent events; ends with the run; Last-Event-ID goes on from there',
      responses: { 200: 'Events "step" and "run" with the sequence as id', 204: 'The run has ended and everything was told' },
      handle: async ({ c, actor, param }) => {
        const after = readLastEventId(c.req.header('last-event-id'));
        const gone = new AbortController();
        c.req.raw.signal.addEventListener('abort', () => gone.abort());
        const changes = await deps.live.follow({ tenant: actor.tenant, runId: param('id'), after, signal: gone.signal });
        if (changes === 'ended') return c.body(null, 204);
        c.header('x-accel-buffering', 'no');
        return streamSSE(c, async (stream) => {
          stream.onAbort(() => gone.abort());
          await stream.write(`retry: ${RETRY}\n\n`);
          for await (const group of changes) {
            if (group.length === 0) await stream.write(': still here\n\n');
            for (const { id, event, data } of group) await stream.writeSSE({ id: String(id), event, data: JSON.stringify(data) });
          }
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/runs/:id/state',
      operationId: 'getRunState',
      tag: 'runs',
      summary: 'How the run stands by its own word, asked of the engine',
      responses: { 200: 'State as recorded, and as the run says' },
      handle: async ({ c, actor, param }) => c.json(await deps.runState({ tenant: actor.tenant, runId: param('id') })),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/runs/:id/rerun',
      operationId: 'rerun',
      tag: 'runs',
      summary: 'Run an ended run again from a step; earlier steps give what they gave before',
      body: z.strictObject({ fromStep: z.number().int().min(0).max(1_000_000) }),
      responses: { 202: 'Recorded; started tells whether the engine has it already' },
      handle: async ({ c, actor, body, param }) => {
        deps.submissions.take(actor.tenant);
        const idempotencyKey = readIdempotencyKey(c.req.header('idempotency-key'));
        const answer = await deps.rerun({ tenant: actor.tenant, actor, runId: param('id'), fromStep: body.fromStep, idempotencyKey });
        c.header('location', `/api/v1/runs/${answer.runId}`);
        return c.json(answer, 202);
      },
    }),
  ];
}

function readLastEventId(given: string | undefined): number {
  if (given === undefined || given === '') return 0;
  if (!/^\d{1,9}$/.test(given)) throw new AppError('usage', 'Last-Event-ID must be the id of an event of this stream.');
  return Number(given);
}
