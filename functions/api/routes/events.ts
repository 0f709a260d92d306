// The way in for events of machines and other systems: CloudEvents in structured JSON, one or a batch.
import { parseJson } from '../../shared/body.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

const EVENT_TYPES = ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json'];

export function eventRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/events',
      operationId: 'putEvents',
      tag: 'events',
      summary: 'Put CloudEvents on the bus: one, or an array of up to 500; a repeat of source and id is dropped',
      consumes: EVENT_TYPES,
      responses: { 202: 'Recorded; delivered tells whether every listening run has them already' },
      handle: async ({ c, actor }) => {
        deps.submissions.take(actor.tenant);
        return c.json(await deps.putEvents({ tenant: actor.tenant, actor, body: parseJson(await c.req.text()) }), 202);
      },
    }),
  ];
}
