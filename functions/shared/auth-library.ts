// The sign-in library as we use it: passwords, sessions in the database, organisations as tenants. Its HTTP routes are never mounted;
// sign-in.ts calls the few operations we need, so what the library adds in a release cannot become reachable by itself.
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { organization, username } from 'better-auth/plugins';
import type { Database } from '../../db/client.ts';
import { authTables } from '../../db/schema/auth-tables.ts';

/** A session lives twelve hours at most, and thirty minutes without a request. */
export const SESSION_SECONDS = { absolute: 12 * 3600, idle: 30 * 60, touchEvery: 60 } as const;
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
export const USERNAME_PATTERN = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,62}$/;

/** The cookie's name: `__Host-` binds it to this host, to https and to the path "/"; browsers refuse that prefix on plain http. */
export function sessionCookieName(https: boolean): string {
  return https ? '__Host-aix.session' : 'aix.session';
}

export interface AuthLibraryOptions {
  readonly database: Database;
  readonly baseUrl: string;
  /** At least 32 characters, random; signs cookies and invitations. */
  readonly secret: string;
  readonly trustedOrigins: readonly string[];
}

export function createAuthLibrary(options: AuthLibraryOptions) {
  const https = options.baseUrl.startsWith('https:');
  return betterAuth({
    appName: 'AIX',
    baseURL: options.baseUrl,
    secret: options.secret,
    trustedOrigins: [...options.trustedOrigins],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(options.database.auth, {
      provider: 'pg',
      schema: authTables,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      requireEmailVerification: false,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: SESSION_SECONDS.absolute, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 63, usernameValidator: (name) => USERNAME_PATTERN.test(name) }),
      organization({ allowUserToCreateOrganization: false, membershipLimit: 10_000 }),
    ],
    advanced: {
      // The name carries the prefix and `secure` is set by hand: with useSecureCookies the library would put __Secure- before it.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: https },
      cookies: { session_token: { name: sessionCookieName(https) } },
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
  });
}
export type AuthLibrary = ReturnType<typeof createAuthLibrary>;
