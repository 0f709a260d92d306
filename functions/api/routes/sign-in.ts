// Signing in and out for clients that keep a cookie, accepting an invitation, and who am I. Pages use the same SignIn directly.
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { AppEnv } from '../../shared/app-env.ts';
import { mediaType, parseJson } from '../../shared/body.ts';
import { acceptSchema } from '../../shared/invitations.ts';
import { PERMISSIONS, type Permission, may } from '../../shared/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, issuesOfZod, type RouteDeclaration } from '../route.ts';

const usernameSignIn = z.strictObject({ username: z.string(), password: z.string() });
const emailSignIn = z.strictObject({ email: z.string(), password: z.string() });
const invitation = acceptSchema.extend({ token: z.string().max(200) });

/** Public routes have no actor, so they are not declared by `defineRoute`; their bodies are read as strictly. */
async function readPublicJson<T extends z.ZodType>(c: Context<AppEnv>, schema: T): Promise<z.output<T>> {
  if (mediaType(c.req.raw) !== 'application/json')
    throw new AppError('unsupported-media-type', 'Send the body as application/json and say so in Content-Type.');
  const result = schema.safeParse(parseJson(await c.req.text()));
  if (!result.success) throw new AppError('invalid', 'The body is not valid.', { issues: issuesOfZod(result.error) });
  return result.data;
}

export function registerPublicRoutes(app: Hono<AppEnv>, deps: ApiDeps): void {
  const answer = async (c: Context<AppEnv>, username: string, password: string): Promise<Response> => {
    const { actor, setCookie } = await deps.signIn.signIn({ username, password, request: c.req.raw });
    for (const cookie of setCookie) c.header('set-cookie', cookie, { append: true });
    return c.json({ user: { id: actor.userId, name: actor.name }, tenant: actor.tenant, roles: actor.roles });
  };
  app.post('/api/auth/sign-in/username', async (c) => {
    const { username, password } = await readPublicJson(c, usernameSignIn);
    return answer(c, username, password);
  });
  app.post('/api/auth/sign-in/email', async (c) => {
    const { email, password } = await readPublicJson(c, emailSignIn);
    return answer(c, email, password);
  });
  app.post('/api/auth/invitation', async (c) => c.json(await deps.signIn.invitations.accept(await readPublicJson(c, invitation)), 201));
}

export function signInRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/auth/sign-out',
      operationId: 'signOut',
      tag: 'sign-in',
      summary: 'End this session',
      responses: { 204: 'The session has ended' },
      handle: async ({ c }) => {
        for (const cookie of await deps.signIn.signOut(c.req.raw.headers)) c.header('set-cookie', cookie, { append: true });
        return c.body(null, 204);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/me',
      operationId: 'me',
      tag: 'sign-in',
      summary: 'Who this session or key is, and what it may do',
      responses: { 200: 'User, tenant, roles and permissions' },
      handle: async ({ c, actor }) =>
        c.json({
          userId: actor.userId,
          name: actor.name,
          tenant: { id: actor.tenant, name: actor.tenantName },
          roles: actor.roles,
          kind: actor.kind,
          permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(actor, permission)),
        }),
    }),
  ];
}
