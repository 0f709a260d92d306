// Following a run as it goes: changes of its steps and state, read from the database at a steady beat. The engine is not asked.
// Streams are bounded in number and length; a client that is cut off comes again with the last sequence it saw.
import type { Database } from '../../db/client.ts';
import { getRun, type Run } from '../../db/repositories/run.ts';
import { listStepsSince, type ChangedStep } from '../../db/repositories/step.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';

export interface RunChange {
  /** Sequence of the transition that is told: the event id, from which a client goes on. */
  readonly id: number;
  readonly event: 'step' | 'run';
  readonly data: JsonObject;
}

export interface RunLive {
  /**
   * Changes after the given sequence (0: everything) as they come, grouped by look; the first group tells the run's state again, an empty
   * group is a sign of life. Ends with the run; `ended` when the run has, and nothing is left to tell.
   * @throws AppError not-found, too-many-requests when too many streams are open
   */
  follow(request: {
    tenant: string;
    runId: string;
    after: number;
    signal: AbortSignal;
  }): Promise<AsyncGenerator<readonly RunChange[]> | 'ended'>;
}

export interface RunLiveOptions {
  readonly database: Database;
  readonly everyMilliseconds?: number;
  /** Open streams of this process, and of one tenant in it. */
  readonly limit?: number;
  readonly tenantLimit?: number;
  /** A stream ends after this; the client comes again by itself. */
  readonly longestMilliseconds?: number;
}

const FINAL: ReadonlySet<string> = new Set(['completed', 'faulted', 'cancelled']);
const SIGN_OF_LIFE = 15_000;
const STEPS_AT_ONCE = 1_000;

export function createRunLive(options: RunLiveOptions): RunLive {
  const { database, everyMilliseconds = 500, limit = 100, tenantLimit = 40, longestMilliseconds = 300_000 } = options;
  const open = new Map<string, number>();
  const total = (): number => [...open.values()].reduce((sum, count) => sum + count, 0);
  return {
    follow: async ({ tenant, runId, after, signal }) => {
      const now = await look({ database, tenant, runId }, after);
      if (now.ended && now.steps.length === 0 && now.run.lastSequence <= after) return 'ended';
      const own = open.get(tenant) ?? 0;
      if (total() >= limit || own >= tenantLimit)
        throw new AppError('too-many-requests', 'Too many live views are open. Close one, or look at the run itself.', {
          context: { retryAfterSeconds: 10 },
        });
      open.set(tenant, own + 1);
      const end = (): void => {
        const left = (open.get(tenant) ?? 1) - 1;
        if (left > 0) open.set(tenant, left);
        else open.delete(tenant);
      };
      return changes({ database, tenant, runId, after, signal, everyMilliseconds, until: Date.now() + longestMilliseconds }, end);
    },
  };
}

interface Following {
  readonly database: Database;
  readonly tenant: string;
  readonly runId: string;
  readonly after: number;
  readonly signal: AbortSignal;
  readonly everyMilliseconds: number;
  readonly until: number;
}

async function* changes(following: Following, end: () => void): AsyncGenerator<readonly RunChange[]> {
  const { signal, everyMilliseconds, until } = following;
  let after = following.after;
  let runSeen: number | undefined;
  let lastSign = Date.now();
  try {
    while (!signal.aborted && Date.now() < until) {
      const { run, steps, ended } = await look(following, after);
      const found: RunChange[] = steps.map(({ sequence, ...data }) => ({
        id: sequence,
        event: 'step',
        data: data as unknown as JsonObject,
      }));
      after = found.at(-1)?.id ?? after;
      if (run.lastSequence !== runSeen) {
        runSeen = run.lastSequence;
        // Ids never go back: a client goes on from the highest.
        after = Math.max(after, run.lastSequence);
        const { id, state, startedAt, endedAt, error } = run;
        found.push({ id: after, event: 'run', data: { id, state, startedAt, endedAt, error } });
      }
      if (found.length > 0 || Date.now() - lastSign >= SIGN_OF_LIFE) {
        lastSign = Date.now();
        yield found;
      }
      if (ended && steps.length < STEPS_AT_ONCE) return;
      if (!ended) await pause(everyMilliseconds, signal);
    }
  } finally {
    end();
  }
}

/** The run first: once it has ended, the steps read after it are all there are. A transition that comes late is inside a later batch too. */
async function look(
  { database, tenant, runId }: Pick<Following, 'database' | 'tenant' | 'runId'>,
  after: number,
): Promise<{ run: Run; steps: readonly ChangedStep[]; ended: boolean }> {
  return await database.withTenant(tenant, async (tx) => {
    const run = await getRun(tx, { tenant, runId });
    return { run, steps: await listStepsSince(tx, { tenant, runId, after, limit: STEPS_AT_ONCE }), ended: FINAL.has(run.state) };
  });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
