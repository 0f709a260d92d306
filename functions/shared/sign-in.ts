// Sign-in for pages and API: who is asking (session cookie or API key), signing in and out. Passwords and sessions are the library's (auth-library.ts).
import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { toAppError } from '../../db/database-error.ts';
import { findUsableApiKey, touchApiKey } from '../../db/repositories/api-key.ts';
import { authTables } from '../../db/schema/auth-tables.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Actor } from './actor.ts';
import { addressOf } from './address.ts';
import { readApiKey } from './api-keys.ts';
import { type AuthLibrary, createAuthLibrary, PASSWORD_LENGTH, sessionCookieName } from './auth-library.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createMembers, type Members } from './members.ts';
import { isRole } from './permissions.ts';
import { recordAudit } from './record-audit.ts';
import { createRateLimiter, RATE_LIMITS, type RateLimitRule } from './rate-limit.ts';
import { createSessionLookup, type SessionLookup } from './session-lookup.ts';

export interface SignInOptions {
  readonly database: Database;
  readonly baseUrl: string;
  /** At least 32 random characters; a new one ends every session. */
  readonly secret: string;
  readonly trustedOrigins?: readonly string[];
  readonly now?: () => number;
  readonly limits?: { readonly perUser: RateLimitRule; readonly perAddress: RateLimitRule };
}

export interface SignInRequest {
  /** User name, or e-mail address where it has an "@". */
  readonly username: string;
  readonly password: string;
  /** The request that asks: its old session is ended, its address counts wrong attempts. */
  readonly request: Request;
}

export interface SignedIn {
  readonly actor: Actor;
  /** Values of Set-Cookie headers to send. */
  readonly setCookie: readonly string[];
}

export type PageSignIn =
  | { readonly ok: true; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly reason: 'wrong' | 'locked'; readonly retryAfterSeconds?: number };

export interface SignIn {
  /** Session cookie or `Authorization: Bearer aixk_...`; a request with a bad key is nobody, whatever cookie it has. */
  readonly authenticate: (request: Request) => Promise<Actor | undefined>;
  /** Throws `unauthenticated` (one sentence for every reason) or `too-many-requests`. */
  signIn(request: SignInRequest): Promise<SignedIn>;
  /** The same for a form: refusals as data. */
  readonly signInToPage: (request: Request, credentials: { readonly user: string; readonly password: string }) => Promise<PageSignIn>;
  /** Deletes the session; gives the Set-Cookie headers that clear the cookie. Harmless without a session. */
  signOut(headers: Headers): Promise<readonly string[]>;
  readonly members: Members;
  readonly invitations: Invitations;
}

const credentials = z.object({ username: z.string().min(1).max(254), password: z.string().min(1).max(PASSWORD_LENGTH.max) });
const WRONG = 'User name or password is wrong, or the account is not active.';

function cookiesOf(headers: Headers): readonly string[] {
  return headers.getSetCookie();
}

export function createSignIn(options: SignInOptions): SignIn {
  if (options.secret.length < 32)
    throw new AppError('usage', 'The sign-in secret has fewer than 32 characters. Make one with "openssl rand -base64 32".');
  const { database } = options;
  const library: AuthLibrary = createAuthLibrary({
    ...options,
    trustedOrigins: [new URL(options.baseUrl).origin, ...(options.trustedOrigins ?? [])],
  });
  const cookieName = sessionCookieName(options.baseUrl.startsWith('https:'));
  const lookup = createSessionLookup({ database, cookieName, secret: options.secret, now: options.now });
  const members = createMembers({ database, library });
  const passwordSignIn = createPasswordSignIn({ ...options, library, lookup });
  return {
    members,
    invitations: createInvitations({ database, library, secret: options.secret, baseUrl: options.baseUrl }),
    authenticate: (request) => orUnavailable(() => authenticate(database, lookup, request)),
    signIn: (request) => orUnavailable(() => passwordSignIn(request)),
    signInToPage: (request, { user, password }) =>
      asPageAnswer(() => orUnavailable(() => passwordSignIn({ username: user, password, request }))),
    async signOut(headers) {
      const token = await lookup.tokenOf(headers);
      if (token !== undefined)
        await orUnavailable(() => database.auth.delete(authTables.session).where(eq(authTables.session.token, token)));
      const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=0${cookieName.startsWith('__Host-') ? '; Secure' : ''}`;
      return [`${cookieName}=; ${attributes}`];
    },
  };
}

/** The sign-in tables are asked outside `withTenant`, which would have told a lost connection from a fault. */
async function orUnavailable<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error);
  }
}

async function asPageAnswer(signIn: () => Promise<SignedIn>): Promise<PageSignIn> {
  try {
    return { ok: true, cookies: (await signIn()).setCookie };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'unauthenticated') return { ok: false, reason: 'wrong' };
    if (error.code !== 'too-many-requests') throw error;
    const seconds = error.context.retryAfterSeconds;
    return { ok: false, reason: 'locked', ...(typeof seconds === 'number' ? { retryAfterSeconds: seconds } : {}) };
  }
}

async function authenticate(database: Database, lookup: SessionLookup, request: Request): Promise<Actor | undefined> {
  const authorization = request.headers.get('authorization');
  if (authorization === null) return lookup.actorOf(request.headers);
  const claimed = readApiKey(authorization);
  if (claimed === undefined) return undefined;
  return database.withTenant(claimed.tenant, async (tx) => {
    // Looked up by the digest itself: what the comparison's time could tell is of a digest that nobody can steer.
    const key = await findUsableApiKey(tx, { tenant: claimed.tenant, hash: claimed.hash });
    if (key === undefined) return undefined;
    await touchApiKey(tx, { tenant: claimed.tenant, apiKeyId: key.id });
    return {
      userId: key.createdBy,
      name: key.name,
      roles: key.roles.filter(isRole),
      tenant: claimed.tenant,
      kind: 'api-key',
      credentialId: key.id,
    };
  });
}

/** One path and one cost for every failure: unknown user, wrong password, odd name, no active membership. */
function createPasswordSignIn(deps: SignInOptions & { readonly library: AuthLibrary; readonly lookup: SessionLookup }): SignIn['signIn'] {
  const perUser = createRateLimiter(deps.limits?.perUser ?? RATE_LIMITS.signInPerUser, deps.now);
  const perAddress = createRateLimiter(deps.limits?.perAddress ?? RATE_LIMITS.signInPerAddress, deps.now);
  const { library, lookup, database } = deps;

  async function verify(username: string, password: string): Promise<Headers | undefined> {
    const headers = new Headers({ origin: new URL(deps.baseUrl).origin });
    try {
      const result = username.includes('@')
        ? await library.api.signInEmail({ body: { email: username, password }, headers, returnHeaders: true })
        : await library.api.signInUsername({ body: { username, password }, headers, returnHeaders: true });
      return result.headers;
    } catch (error) {
      const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
      if (status >= 500) throw error;
      // The library hashes for unknown users but not for names that its pattern refuses.
      if (status === 400 || status === 422) await (await library.$context).password.hash(password);
      return undefined;
    }
  }

  async function activate(headers: Headers): Promise<Actor | undefined> {
    const cookie = cookiesOf(headers)
      .map((line) => line.split(';')[0])
      .join('; ');
    const asked = new Headers({ cookie });
    const token = await lookup.tokenOf(asked);
    if (token === undefined) return undefined;
    const [membership] = await database.auth
      .select({ tenant: authTables.member.organizationId })
      .from(authTables.session)
      .innerJoin(authTables.member, and(eq(authTables.member.userId, authTables.session.userId), eq(authTables.member.banned, false)))
      .where(eq(authTables.session.token, token))
      .orderBy(asc(authTables.member.createdAt))
      .limit(1);
    if (membership === undefined) {
      await database.auth.delete(authTables.session).where(eq(authTables.session.token, token));
      return undefined;
    }
    await database.auth
      .update(authTables.session)
      .set({ activeOrganizationId: membership.tenant })
      .where(eq(authTables.session.token, token));
    return lookup.actorOf(asked);
  }

  return async function signIn(request) {
    const given = credentials.safeParse(request);
    if (!given.success) throw new AppError('unauthenticated', WRONG);
    const { username, password } = given.data;
    const address = addressOf(request.request);
    const keys = { user: `${username.toLowerCase()}|${address}`, address };
    perAddress.take(keys.address);
    perUser.take(keys.user);
    const headers = await verify(username, password);
    const actor = headers === undefined ? undefined : await activate(headers);
    if (headers === undefined || actor === undefined) throw new AppError('unauthenticated', WRONG);
    perAddress.give(keys.address);
    perUser.give(keys.user);
    // A session that the browser still had is ended, so that a token known before sign-in is worth nothing after it.
    const old = await lookup.tokenOf(request.request.headers);
    if (old !== undefined) await database.auth.delete(authTables.session).where(eq(authTables.session.token, old));
    await database.withTenant(actor.tenant, (tx) =>
      recordAudit(tx, actor, {
        action: 'session.started',
        subjectKind: 'session',
        subjectId: actor.credentialId ?? '',
        details: { address },
      }),
    );
    return { actor, setCookie: cookiesOf(headers) };
  };
}
