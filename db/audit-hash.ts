// The hash that chains audit rows. What it covers is the contract with whoever verifies an export later: change it never.
import { createHash } from 'node:crypto';
import type { Json } from '../workflows/definition/json.ts';
import { canonicalJson } from './canonical-json.ts';

/** Everything of a row that the chain protects. */
export interface AuditContent {
  readonly tenant: string;
  readonly sequence: number;
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly runId: string | null;
  readonly runSequence: number | null;
  readonly details: Json;
}

/** Before the first row. */
export const AUDIT_GENESIS = '0'.repeat(64);

/** Hex SHA-256 of the previous hash (64 hex characters, UTF-8) followed by the RFC 8785 form of the content. */
export function auditHash(previousHash: string, content: AuditContent): string {
  // Named one by one: whatever else a caller's object holds must not get into the hash.
  const { tenant, sequence, id, at, action, actorKind, actorId, actorName, subjectKind, subjectId, runId, runSequence, details } = content;
  const row = { tenant, sequence, id, at, action, actorKind, actorId, actorName, subjectKind, subjectId, runId, runSequence, details };
  return createHash('sha256').update(previousHash).update(canonicalJson(row)).digest('hex');
}
