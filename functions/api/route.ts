// How an API operation is declared: one object gives the route, its checks at the door and its entry in the OpenAPI document.
// Who may call it stands in functions/shared/permissions.ts, not here.
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import type { Actor } from '../shared/actor.ts';
import { type AppEnv, actorOf } from '../shared/app-env.ts';
import { mediaType, parseJson } from '../shared/body.ts';

export interface RouteInput<Query, Body> {
  readonly c: Context<AppEnv>;
  readonly actor: Actor;
  readonly query: Query;
  readonly body: Body;
  /** A path parameter; ids are known to be UUIDs. */
  readonly param: (name: string) => string;
}

export interface RouteDeclaration {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Pattern with `:parameters`, from the root. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly query?: z.ZodType;
  /** JSON body. Without it the route takes none, or reads a body of the `consumes` type itself. */
  readonly body?: z.ZodType;
  readonly consumes?: readonly string[];
  /** Status and what it means; refusals common to all routes are added by openapi.ts. */
  readonly responses: Readonly<Record<number, string>>;
  readonly handle: (c: Context<AppEnv>) => Promise<Response>;
}

interface RouteSpec<Query extends z.ZodType, Body extends z.ZodType> extends Omit<RouteDeclaration, 'handle' | 'query' | 'body'> {
  readonly query?: Query;
  readonly body?: Body;
  readonly handle: (input: RouteInput<z.output<Query>, z.output<Body>>) => Promise<Response>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Zod's issues in the house's words: JSON Pointer, kebab-case code, one sentence. */
export function issuesOfZod(error: z.ZodError): readonly Issue[] {
  return error.issues.flatMap((issue) => {
    const pointer = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: `${pointer}/${key}`,
        code: 'unknown-field',
        message: `There is no field "${key}" here. Leave it out.`,
      }));
    }
    return [{ path: pointer, code: issue.code.replaceAll('_', '-'), message: issue.message }];
  });
}

function readQuery(c: Context, schema: z.ZodType | undefined): unknown {
  const given = Object.entries(c.req.queries()).map(([name, values]) => [name, values.length > 1 ? values : values[0]] as const);
  const result = (schema ?? z.strictObject({})).safeParse(Object.fromEntries(given));
  if (!result.success)
    throw new AppError('usage', 'The query has parameters that are not accepted here.', { issues: issuesOfZod(result.error) });
  return result.data;
}

async function readBody(c: Context, declaration: Pick<RouteDeclaration, 'body' | 'consumes' | 'method'>): Promise<unknown> {
  const given = mediaType(c.req.raw);
  if (declaration.consumes !== undefined) {
    if (given === undefined || !declaration.consumes.includes(given)) throw wrongType(declaration.consumes);
    return undefined;
  }
  if (declaration.body === undefined) {
    if (declaration.method === 'get' || (await c.req.text()) === '') return undefined;
    if (given !== 'application/json') throw wrongType(['application/json']);
    const value = parseJson(await c.req.text());
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return undefined;
    throw new AppError('invalid', 'This operation takes no body.', {
      issues: [{ path: '', code: 'unknown-field', message: 'Leave the body out.' }],
    });
  }
  if (given !== 'application/json') throw wrongType(['application/json']);
  const result = declaration.body.safeParse(parseJson(await c.req.text()));
  if (!result.success) throw new AppError('invalid', 'The body is not valid.', { issues: issuesOfZod(result.error) });
  return result.data;
}

function wrongType(accepted: readonly string[]): AppError {
  return new AppError('unsupported-media-type', `Send the body as ${accepted.join(' or ')} and say so in Content-Type.`);
}

/** Declares an operation: query and body are parsed strictly (unknown names are refused) before `handle` runs. */
export function defineRoute<Query extends z.ZodType = z.ZodType<Record<string, never>>, Body extends z.ZodType = z.ZodType<undefined>>(
  spec: RouteSpec<Query, Body>,
): RouteDeclaration {
  return {
    ...spec,
    handle: async (c) => {
      const param = (name: string): string => {
        const value = c.req.param(name);
        if (value === undefined || (name === 'id' && !UUID.test(value))) throw new AppError('not-found', 'Nothing is here under that id.');
        return value;
      };
      const actor = actorOf(c);
      const query = readQuery(c, spec.query) as z.output<Query>;
      const body = (await readBody(c, spec)) as z.output<Body>;
      return spec.handle({ c, actor, query, body, param });
    },
  };
}

export function registerRoutes(app: Hono<AppEnv>, routes: readonly RouteDeclaration[]): void {
  for (const route of routes) app.on(route.method.toUpperCase(), route.path, (c) => route.handle(c));
}

/** Query of a list: newest first, `before` is the `createdAt` or sequence of the last row seen. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(200).default(50) };
