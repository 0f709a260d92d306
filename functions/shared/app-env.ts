// What the composed app puts on every request for its routes, API and pages alike.
import type { Context } from 'hono';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Actor } from './actor.ts';

export interface AppEnv {
  Variables: {
    /** Present on every route that is not public: the guard has seen to it. */
    actor: Actor | undefined;
    requestId: string;
    /** For `<script nonce>` and `<style nonce>`; fresh on every request. */
    nonce: string;
    /** The peer's address as the platform saw it; never from X-Forwarded-For. */
    address: string;
  };
}

/** The actor of a guarded route. Throws `unauthenticated` should a route ever be served without the guard. */
export function actorOf(c: Context<AppEnv>): Actor {
  const actor = c.get('actor');
  if (actor === undefined) throw new AppError('unauthenticated', 'Sign in first.');
  return actor;
}
