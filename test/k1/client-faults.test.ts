// Every fault the wire can have against what the caller gets: one row each, by the real SDK over HTTP. docs/k1.md shows the same table.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { FAULT_TABLE } from './fault-table.ts';
import type { FaultRow } from './fault-table.ts';
import { requestOf, startSession } from './twin-session.ts';
import type { TwinSession } from './twin-session.ts';

const sessions: TwinSession[] = [];
afterAll(async () => {
  for (const session of sessions) await session.close();
});

/** A session of its own for each row: circuits and scripts must not mix. */
async function outcomeOf(row: FaultRow) {
  const session = await startSession({ limits: row.limits });
  sessions.push(session);
  session.twin.script({ behaviour: row.behaviour, times: row.times ?? 'always' });
  const request = requestOf({ maxTokens: row.maxTokens, profile: row.profile ?? 'k1' });
  try {
    const answer = await session.k1.complete(request, { recorder: session.recorder });
    return { session, outcome: `answer after ${answer.attempts.length}` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { session, error, outcome: `${error.code}, ${error.retryable ? 'retryable' : 'final'}` };
  }
}

describe('faults against outcomes', () => {
  it.each(FAULT_TABLE.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { session, outcome, error } = await outcomeOf(row);
    expect(outcome).toBe(row.outcome);
    expect(session.rows.map(({ outcome: kept }) => kept?.error ?? 'ok')).toEqual(row.attempts);
    // I2: a row for every call that the endpoint accepted.
    expect(session.rows.length).toBeGreaterThanOrEqual(session.twin.calls().filter(({ accepted }) => accepted).length);
    if (error !== undefined) expect(error.message).toMatch(/^[A-Z].*\.$/);
  });

  it('docs/k1.md shows this table as it is', () => {
    const path = new URL('../../docs/k1.md', import.meta.url);
    const docs = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const missing = FAULT_TABLE.map((row) => `| ${row.name} | ${row.attempts.join(', ')} | ${row.outcome} |`).filter(
      (line) => !docs.includes(line),
    );
    expect(missing).toEqual([]);
  });
});
