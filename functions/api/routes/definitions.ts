// Definitions: list, read, check, publish, deprecate. Versions never change; publishing another text under a version is a conflict.
import { z } from 'zod';
import {
  type Definition,
  deprecateDefinition,
  findDefinition,
  findPublished,
  listDefinitions,
  listVersions,
} from '../../../db/repositories/definition.ts';
import { diffDocuments } from '../../../workflows/definition/diff.ts';
import type { WorkflowDocument } from '../../../workflows/definition/document.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { Json } from '../../../workflows/definition/json.ts';
import type { ApiDeps } from '../deps.ts';
import { readIdempotencyKey } from '../idempotency-key.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

const TEXT_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain', 'application/json'];
/** A list without texts and documents, which may be half a megabyte each. */
function summaryOf({ source: _source, document: _document, ...rest }: Definition) {
  return rest;
}
const unknown = () => new AppError('not-found', 'There is no published definition of that name and version. See GET /api/v1/definitions.');

export function definitionRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const base = '/api/v1/definitions';
  const one = `${base}/:namespace/:name`;
  return [
    defineRoute({
      method: 'get',
      path: base,
      operationId: 'listDefinitions',
      tag: 'definitions',
      summary: 'The latest published version of each definition',
      responses: { 200: 'Definitions' },
      handle: async ({ c, actor }) =>
        c.json({
          definitions: (await deps.database.withTenant(actor.tenant, (tx) => listDefinitions(tx, { tenant: actor.tenant }))).map(summaryOf),
        }),
    }),
    defineRoute({
      method: 'post',
      path: `${base}/validate`,
      operationId: 'validateDefinition',
      tag: 'definitions',
      summary: 'Check a definition text; gives every issue with path and line',
      consumes: TEXT_TYPES,
      responses: { 200: 'valid, and issues' },
      handle: async ({ c }) => {
        const issues = await deps.definitions.validate(await c.req.text());
        return c.json({ valid: issues.length === 0, issues });
      },
    }),
    defineRoute({
      method: 'post',
      path: base,
      operationId: 'publishDefinition',
      tag: 'definitions',
      summary: 'Publish a definition (the text itself as body)',
      consumes: TEXT_TYPES,
      responses: { 201: 'Published', 200: 'This very text was already published' },
      handle: async ({ c, actor }) => {
        const published = await deps.definitions.publish({ tenant: actor.tenant, actor, text: await c.req.text() });
        return c.json(published, published.created ? 201 : 200);
      },
    }),
    defineRoute({
      method: 'get',
      path: one,
      operationId: 'getDefinition',
      tag: 'definitions',
      summary: 'The latest published version',
      responses: { 200: 'Definition with its document' },
      handle: async ({ c, actor, param }) => {
        const found = await deps.database.withTenant(actor.tenant, (tx) =>
          findPublished(tx, { tenant: actor.tenant, namespace: param('namespace'), name: param('name') }),
        );
        if (found === undefined) throw unknown();
        return c.json(found);
      },
    }),
    defineRoute({
      method: 'get',
      path: `${one}/versions`,
      operationId: 'listDefinitionVersions',
      tag: 'definitions',
      summary: 'Every version, newest first',
      responses: { 200: 'Versions' },
      handle: async ({ c, actor, param }) => {
        const versions = await deps.database.withTenant(actor.tenant, (tx) =>
          listVersions(tx, { tenant: actor.tenant, namespace: param('namespace'), name: param('name') }),
        );
        if (versions.length === 0) throw unknown();
        return c.json({ versions });
      },
    }),
    defineRoute({
      method: 'get',
      path: `${one}/versions/:version`,
      operationId: 'getDefinitionVersion',
      tag: 'definitions',
      summary: 'One version with its document',
      responses: { 200: 'Definition with its document' },
      handle: async ({ c, actor, param }) => {
        const found = await deps.database.withTenant(actor.tenant, (tx) =>
          findDefinition(tx, { tenant: actor.tenant, namespace: param('namespace'), name: param('name'), version: param('version') }),
        );
        if (found === undefined) throw unknown();
        return c.json(found);
      },
    }),
    defineRoute({
      method: 'get',
      path: `${one}/diff`,
      operationId: 'diffDefinition',
      tag: 'definitions',
      summary: 'What changed between two versions, task by task',
      query: z.strictObject({ from: z.string().min(1).max(64), to: z.string().min(1).max(64) }),
      responses: { 200: 'Tasks added, removed, changed and moved, and what differs around them' },
      handle: async ({ c, actor, query, param }) => {
        const key = { tenant: actor.tenant, namespace: param('namespace'), name: param('name') };
        const [from, to] = await deps.database.withTenant(actor.tenant, async (tx) => [
          await findDefinition(tx, { ...key, version: query.from }),
          await findDefinition(tx, { ...key, version: query.to }),
        ]);
        if (from === undefined || to === undefined) throw unknown();
        // Published documents were validated; the column is believed.
        const diff = diffDocuments(from.document as unknown as WorkflowDocument, to.document as unknown as WorkflowDocument);
        return c.json({
          from: { version: from.version, hash: from.hash },
          to: { version: to.version, hash: to.hash },
          same: from.hash === to.hash,
          ...diff,
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: `${one}/versions/:version/deprecate`,
      operationId: 'deprecateDefinition',
      tag: 'definitions',
      summary: 'No new runs of this version; running ones go on',
      responses: { 200: 'Deprecated' },
      handle: async ({ c, actor, param }) => {
        const key = { tenant: actor.tenant, namespace: param('namespace'), name: param('name'), version: param('version') };
        const definition = await deps.database.withTenant(actor.tenant, (tx) =>
          deprecateDefinition(tx, { ...key, by: actor.userId, at: new Date().toISOString() }),
        );
        if (definition === undefined) throw unknown();
        return c.json(definition);
      },
    }),
    defineRoute({
      method: 'post',
      path: `${one}/submissions`,
      operationId: 'submit',
      tag: 'submissions',
      summary: 'Start a run: the body is the input of the definition',
      query: z.strictObject({ version: z.string().max(64).optional() }),
      body: z.custom<Json>(() => true),
      responses: { 202: 'Recorded; started tells whether the engine has it already' },
      handle: async ({ c, actor, query, body, param }) => {
        deps.submissions.take(actor.tenant);
        const answer = await deps.submit({
          tenant: actor.tenant,
          actor,
          definition: { namespace: param('namespace'), name: param('name'), version: query.version },
          input: body,
          idempotencyKey: readIdempotencyKey(c.req.header('idempotency-key')),
          source: 'api',
        });
        c.header('location', `/api/v1/runs/${answer.runId}`);
        return c.json(answer, 202);
      },
    }),
  ];
}
