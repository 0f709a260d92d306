// One call of a model endpoint: the intent is written before it is sent, the outcome after. A row per call, also for repeats.
//
// | state    | means                                                          | next                       |
// |----------|----------------------------------------------------------------|----------------------------|
// | begun    | sent or about to be                                            | answered, failed, unknown  |
// | answered | the answer is kept; the same prompt of the same step takes it  | none                       |
// | failed   | the endpoint or the check of its answer said no                | none                       |
// | unknown  | the caller ended before the outcome was kept                   | answered, failed (late)    |
import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';

export const modelCall = pgTable(
  'model_call',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    /** Absent for a call outside any run (a question asked on a page). */
    runId: uuid('run_id'),
    step: integer('step'),
    /** What for: judge, agent turn 3, narrate ... */
    purpose: text('purpose').notNull(),
    profile: text('profile').notNull(),
    model: text('model').notNull(),
    endpoint: text('endpoint').notNull(),
    /** Whether a stand-in answered instead of the model: shown wherever the text is. */
    standIn: boolean('stand_in').notNull(),
    /** Hex SHA-256 of everything that was sent. */
    promptHash: text('prompt_hash').notNull(),
    request: json('request'),
    state: text('state', { enum: ['begun', 'answered', 'failed', 'unknown'] })
      .notNull()
      .default('begun'),
    /** The endpoint's own id of the call. */
    remoteId: text('remote_id'),
    answer: json('answer'),
    error: json('error'),
    finishReason: text('finish_reason'),
    promptTokens: integer('prompt_tokens'),
    completionTokens: integer('completion_tokens'),
    /** US dollars, by the profile's prices at the time. */
    cost: doublePrecision('cost'),
    begunAt: instant('begun_at').notNull().default(sql`now()`),
    firstTokenAt: instant('first_token_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('model_call_run').on(t.tenantId, t.runId, t.step),
    index('model_call_begun').on(t.tenantId, t.begunAt),
    check('model_call_state', sql`${t.state} in ('begun', 'answered', 'failed', 'unknown')`),
    tenantPolicy(t.tenantId),
  ],
);
