// From a request's cookie to the actor, in one query and with no cache: a role or membership taken away is gone at the next request.
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { parseSigned } from 'hono/utils/cookie';
import type { Database } from '../../db/client.ts';
import { authTables } from '../../db/schema/auth-tables.ts';
import type { Actor } from './actor.ts';
import { SESSION_SECONDS } from './auth-library.ts';
import { parseRoleList } from './members.ts';

export interface SessionLookupOptions {
  readonly database: Database;
  readonly cookieName: string;
  readonly secret: string;
  readonly now?: () => number;
}

export interface SessionLookup {
  /** The token of a cookie whose signature is right. Says nothing of whether the session still lives. */
  tokenOf(headers: Headers): Promise<string | undefined>;
  actorOf(headers: Headers): Promise<Actor | undefined>;
}

const secondsBefore = (milliseconds: number, seconds: number): Date => new Date(milliseconds - seconds * 1000);

export function createSessionLookup(options: SessionLookupOptions): SessionLookup {
  const { database } = options;
  const now = options.now ?? Date.now;

  async function tokenOf(headers: Headers): Promise<string | undefined> {
    const cookie = headers.get('cookie');
    if (cookie === null) return undefined;
    // The library signs as hono does (HMAC-SHA-256, base64, after a dot), so its cookies are verified without going through it.
    const value = (await parseSigned(cookie, options.secret, options.cookieName))[options.cookieName];
    return typeof value === 'string' ? value : undefined;
  }

  return {
    tokenOf,
    async actorOf(headers) {
      const token = await tokenOf(headers);
      if (token === undefined) return undefined;
      const at = now();
      const [row] = await database.auth
        .select({
          sessionId: authTables.session.id,
          updatedAt: authTables.session.updatedAt,
          userId: authTables.user.id,
          name: authTables.user.name,
          role: authTables.member.role,
          tenant: authTables.organization.id,
          tenantName: authTables.organization.name,
        })
        .from(authTables.session)
        .innerJoin(authTables.user, eq(authTables.user.id, authTables.session.userId))
        .innerJoin(authTables.organization, sql`${authTables.organization.id} = ${authTables.session.activeOrganizationId}::uuid`)
        .innerJoin(
          authTables.member,
          and(
            eq(authTables.member.userId, authTables.user.id),
            eq(authTables.member.organizationId, authTables.organization.id),
            eq(authTables.member.banned, false),
          ),
        )
        .where(
          and(
            eq(authTables.session.token, token),
            gt(authTables.session.expiresAt, new Date(at)),
            gt(authTables.session.createdAt, secondsBefore(at, SESSION_SECONDS.absolute)),
            gt(authTables.session.updatedAt, secondsBefore(at, SESSION_SECONDS.idle)),
          ),
        )
        .limit(1);
      if (row === undefined) return undefined;
      const touchBefore = secondsBefore(at, SESSION_SECONDS.touchEvery);
      if (row.updatedAt < touchBefore) {
        await database.auth
          .update(authTables.session)
          .set({ updatedAt: new Date(at) })
          .where(and(eq(authTables.session.id, row.sessionId), lt(authTables.session.updatedAt, touchBefore)));
      }
      return {
        userId: row.userId,
        name: row.name,
        roles: parseRoleList(row.role),
        tenant: row.tenant,
        tenantName: row.tenantName,
        kind: 'session',
        credentialId: row.sessionId,
      };
    },
  };
}
