// The JSON API: every route declaration in one list, which also makes the OpenAPI document. Served only behind the guard of functions/shared/app.ts.
import { Hono } from 'hono';
import { listDefinitions } from '../../db/repositories/definition.ts';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import type { AppEnv } from '../shared/app-env.ts';
import type { ApiDeps } from './deps.ts';
import { openApiDocument, type StartableDefinition } from './openapi.ts';
import { defineRoute, registerRoutes, type RouteDeclaration } from './route.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { artifactRoutes } from './routes/artifacts.ts';
import { auditRoutes } from './routes/audit.ts';
import { definitionRoutes } from './routes/definitions.ts';
import { eventRoutes } from './routes/events.ts';
import { memberRoutes } from './routes/members.ts';
import { noticeRoutes } from './routes/notices.ts';
import { reportRoutes } from './routes/reports.ts';
import { runRoutes } from './routes/runs.ts';
import { runLiveRoutes } from './routes/run-live.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { registerPublicRoutes, signInRoutes } from './routes/sign-in.ts';
import { taskRoutes } from './routes/tasks.ts';

export function apiRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  return [
    ...signInRoutes(deps),
    ...definitionRoutes(deps),
    ...runRoutes(deps),
    ...runLiveRoutes(deps),
    ...eventRoutes(deps),
    ...taskRoutes(deps),
    ...reportRoutes(deps),
    ...artifactRoutes(deps),
    ...noticeRoutes(deps),
    ...scheduleRoutes(deps),
    ...auditRoutes(deps),
    ...apiKeyRoutes(deps),
    ...memberRoutes(deps),
  ];
}

async function startableBy(deps: ApiDeps, tenant: string): Promise<readonly StartableDefinition[]> {
  const definitions = await deps.database.withTenant(tenant, (tx) => listDefinitions(tx, { tenant }));
  return definitions.map((definition) => {
    // Published documents were validated; the column is believed from here on.
    const document = definition.document as unknown as WorkflowDocument;
    const { title, summary } = document.document.metadata?.aix ?? {};
    return {
      namespace: definition.namespace,
      name: definition.name,
      title: title?.en ?? title?.ko ?? document.document.title ?? definition.name,
      summary: summary?.en ?? summary?.ko ?? document.document.summary,
      inputSchema: document.input?.schema?.document ?? true,
    };
  });
}

/** The API as an app of its own. Mount it with `composeApp`: alone it knows nobody and answers 401 to everything. */
export function createApi(deps: ApiDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const routes = apiRoutes(deps);
  registerPublicRoutes(app, deps);
  registerRoutes(app, [
    ...routes,
    defineRoute({
      method: 'get',
      path: '/api/openapi.json',
      operationId: 'openapi',
      tag: 'api',
      summary: 'This document',
      responses: { 200: 'OpenAPI 3.1' },
      handle: async ({ c, actor }) =>
        c.json(
          openApiDocument({ baseUrl: deps.baseUrl, version: deps.version, routes, definitions: await startableBy(deps, actor.tenant) }),
        ),
    }),
  ]);
  return app;
}
