// A published definition, a submission and its run, for tests that need rows to hang things on.
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/client.ts';
import { insertDefinition } from '../../db/repositories/definition.ts';
import { insertRun } from '../../db/repositories/run.ts';
import { insertSubmission } from '../../db/repositories/submission.ts';
import { workflowIdOf, type RunRef } from '../../workflows/definition/transition.ts';

export async function seedDefinition(tx: Tx, tenant: string, version = '1.0.0'): Promise<{ id: string; hash: string }> {
  const hash = 'a'.repeat(64);
  const { definition } = await insertDefinition(tx, {
    tenant,
    namespace: 'quality',
    name: 'incoming-inspection',
    version,
    hash,
    source: 'document: {}',
    document: { document: { dsl: '1.0.3' } },
    title: { ko: '수입 검사', en: 'Incoming inspection' },
    publishedBy: 'test',
    publishedByName: 'Test',
  });
  return { id: definition.id, hash };
}

export async function seedRun(
  tx: Tx,
  tenant: string,
  { lotNumber = 'AB000001', key = randomUUID() }: { lotNumber?: string; key?: string } = {},
): Promise<RunRef> {
  const { id: definitionId, hash } = await seedDefinition(tx, tenant);
  const { submission } = await insertSubmission(tx, {
    tenant,
    definitionId,
    idempotencyKey: key,
    input: { lotNumber },
    inputHash: 'b'.repeat(64),
    source: 'form',
    submittedBy: 'operator-1',
    submittedByName: '김작업',
  });
  const runId = randomUUID();
  const workflowId = workflowIdOf(tenant, submission.id);
  await insertRun(tx, { tenant, id: runId, submissionId: submission.id, definitionId, workflowId, lotNumber });
  return {
    tenant,
    runId,
    submissionId: submission.id,
    definitionId,
    namespace: 'quality',
    name: 'incoming-inspection',
    version: '1.0.0',
    hash,
  };
}
