// The effect of a disposition in the database: the state of one lot in one tenant, set by the run that judged it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLot, type Lot, upsertLot } from '../../db/repositories/lot.ts';
import type { LotStateFact } from '../../workflows/catalog/runner.ts';
import type { RunRef } from '../../workflows/definition/transition.ts';
import { writeEffects } from '../../workflows/worker/write-effects.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let data: TestDatabase;
let tenant: string;
let stranger: string;
beforeAll(async () => {
  data = await createTestDatabase();
  [tenant, stranger] = [await data.createTenant(), await data.createTenant()];
});
afterAll(async () => await data?.close());

function runOf(owner: string): RunRef {
  return {
    tenant: owner,
    runId: randomUUID(),
    submissionId: randomUUID(),
    definitionId: randomUUID(),
    namespace: 'quality',
    name: 'test',
    version: '1.0.0',
    hash: '',
  };
}

async function judge(run: RunRef, number: string, state: LotStateFact['state']): Promise<void> {
  const effects = [{ kind: 'lot-state', lot: { number, state, reason: '' } }] as const;
  await data.database.withTenant(run.tenant, async (tx) => await writeEffects(tx, run, { step: 1, output: null, effects, memo: true }));
}

async function lot(owner: string, number: string): Promise<Lot | undefined> {
  return await data.database.withTenant(owner, async (tx) => await findLot(tx, { tenant: owner, number }));
}

it('sets the state of a known lot, says which run did, and keeps what is known of it', async () => {
  await data.database.withTenant(tenant, async (tx) => await upsertLot(tx, { tenant, number: 'A1', supplier: '한빛', size: 500 }));
  const run = runOf(tenant);
  await judge(run, 'A1', 'rejected');
  expect(await lot(tenant, 'A1')).toMatchObject({ state: 'rejected', judgedByRunId: run.runId, supplier: '한빛', size: 500 });
});

it('makes a lot that nobody named before, and the last judgement stands', async () => {
  await judge(runOf(tenant), 'A2', 'on-hold');
  expect(await lot(tenant, 'A2')).toMatchObject({ state: 'on-hold' });
  await judge(runOf(tenant), 'A2', 'accepted');
  await judge(runOf(tenant), 'A2', 'accepted');
  expect(await lot(tenant, 'A2')).toMatchObject({ state: 'accepted' });
});

it('touches no lot of another tenant with the same number', async () => {
  await data.database.withTenant(stranger, async (tx) => await upsertLot(tx, { tenant: stranger, number: 'A3' }));
  await judge(runOf(tenant), 'A3', 'rejected');
  expect(await lot(stranger, 'A3')).toMatchObject({ state: 'pending', judgedByRunId: null });
});
