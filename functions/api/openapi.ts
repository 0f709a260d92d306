// The OpenAPI 3.1 document, made from the route declarations and from what each startable definition says of its input. Nothing is written by hand twice.
import { z } from 'zod';
import type { JsonObject, JsonSchema } from '../../workflows/definition/json.ts';
import { PERMISSIONS, type Permission, ROUTE_PERMISSIONS } from '../shared/permissions.ts';
import type { RouteDeclaration } from './route.ts';

/** A definition that someone may start: becomes an operation of its own with its input schema. */
export interface StartableDefinition {
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly summary?: string;
  readonly inputSchema: JsonSchema;
}

export interface OpenApiOptions {
  readonly baseUrl: string;
  readonly version: string;
  readonly routes: readonly RouteDeclaration[];
  readonly definitions: readonly StartableDefinition[];
}

const SUBMIT_PATH = '/api/v1/definitions/:namespace/:name/submissions';
const ISSUE_SCHEMA = {
  type: 'object',
  required: ['path', 'code', 'message'],
  properties: {
    path: { type: 'string', description: 'JSON Pointer' },
    code: { type: 'string' },
    message: { type: 'string' },
    messageKo: { type: 'string' },
    line: { type: 'integer' },
    column: { type: 'integer' },
  },
};
const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457 problem details with every issue at once.',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    issues: { type: 'array', items: { $ref: '#/components/schemas/Issue' } },
  },
};
const PROBLEM_ANSWER = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function schemaOf(schema: z.ZodType): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest as JsonObject;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
}

function parametersOf(route: RouteDeclaration): readonly Parameter[] {
  const inPath = [...route.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: (name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' }) satisfies JsonObject as JsonObject,
  }));
  const query =
    route.query === undefined ? undefined : (schemaOf(route.query) as { properties?: Record<string, JsonSchema>; required?: string[] });
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query' as const,
    required: query?.required?.includes(name) ?? false,
    schema,
  }));
  const inHeader =
    route.path === SUBMIT_PATH
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header' as const,
            required: false,
            schema: { type: 'string', maxLength: 200 },
            description: 'The same key with the same body gives the same submission; with another body 409.',
          },
        ]
      : [];
  return [...inPath, ...inQuery, ...inHeader];
}

function operationOf(route: RouteDeclaration): Readonly<Record<string, unknown>> {
  const permission = ROUTE_PERMISSIONS[`${route.method.toUpperCase()} ${route.path}`] as Permission;
  const answers = Object.fromEntries(Object.entries(route.responses).map(([status, description]) => [status, { description }]));
  const body =
    route.body !== undefined
      ? { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } }
      : route.consumes !== undefined
        ? { required: true, content: Object.fromEntries(route.consumes.map((type) => [type, {}])) }
        : undefined;
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: `Roles: ${PERMISSIONS[permission].join(', ')}.`,
    parameters: parametersOf(route),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...answers, default: PROBLEM_ANSWER },
  };
}

function submitOperationOf(route: RouteDeclaration, definition: StartableDefinition): Readonly<Record<string, unknown>> {
  return {
    ...operationOf(route),
    operationId: `start_${definition.namespace}_${definition.name}`.replaceAll(/[^a-zA-Z0-9_]/g, '_'),
    tags: ['start'],
    summary: `Start "${definition.title}"`,
    ...(definition.summary === undefined ? {} : { description: definition.summary }),
    parameters: parametersOf(route).filter((parameter) => parameter.in !== 'path'),
    requestBody: { required: true, content: { 'application/json': { schema: definition.inputSchema } } },
  };
}

export function openApiDocument(options: OpenApiOptions): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  const place = (pattern: string, method: string, operation: unknown): void => {
    const path = pattern.replaceAll(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [method]: operation };
  };
  for (const route of options.routes) place(route.path, route.method, operationOf(route));
  const submit = options.routes.find((route) => route.path === SUBMIT_PATH);
  for (const definition of submit === undefined ? [] : options.definitions) {
    const path = SUBMIT_PATH.replace(':namespace', definition.namespace).replace(':name', definition.name);
    place(path, 'post', submitOperationOf(submit as RouteDeclaration, definition));
  }
  return {
    openapi: '3.1.0',
    info: { title: 'AIX', version: options.version, description: 'Start workflows, follow runs, decide tasks, read reports.' },
    servers: [{ url: options.baseUrl }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Issue: ISSUE_SCHEMA, Problem: PROBLEM_SCHEMA },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'aixk_... made on the administrator page or by POST /api/v1/api-keys' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'aix.session',
          description: 'As the pages use it; unsafe methods must carry Origin.',
        },
      },
    },
  } as unknown as JsonObject;
}
