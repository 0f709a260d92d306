// The audit trail: rows are inserted with what they tell of, sequenced and chained a moment later, and verified by anyone who can read.
import { and, asc, desc, eq, getTableColumns, gt, gte, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { JsonObject } from '../../workflows/definition/json.ts';
import { AUDIT_GENESIS, auditHash } from '../audit-hash.ts';
import type { Tx } from '../client.ts';
import { audit } from '../schema/audit.ts';
import { auditHead } from '../schema/audit-head.ts';

const { tenantId: _tenant, position: _position, ...columns } = getTableColumns(audit);

export type AuditRow = Omit<typeof audit.$inferSelect, 'tenantId' | 'position'>;

export interface NewAudit {
  readonly tenant: string;
  /** ISO 8601. */
  readonly at: string;
  /** subject.verb, such as decision.recorded or member.deactivated. */
  readonly action: string;
  readonly actorKind: AuditRow['actorKind'];
  readonly actorId: string;
  readonly actorName: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly runId?: string;
  readonly details?: JsonObject;
}

/** In the transaction of what it tells of. Transitions bring their own rows (applyTransitions). */
export async function insertAudit(tx: Tx, { tenant, details = {}, ...row }: NewAudit): Promise<void> {
  await tx.insert(audit).values({ ...row, tenantId: tenant, details });
}

/**
 * Gives sequence and hash to up to `limit` rows, in the order they were written; how many. One sequencer per tenant at a time:
 * 0 also means that another one is at work.
 */
export async function sequenceAudit(tx: Tx, { tenant, limit }: { tenant: string; limit: number }): Promise<number> {
  await tx.insert(auditHead).values({ tenantId: tenant, sequence: 0, hash: AUDIT_GENESIS }).onConflictDoNothing();
  const heads = await tx.select().from(auditHead).where(eq(auditHead.tenantId, tenant)).for('update', { skipLocked: true });
  const head = heads[0];
  if (head === undefined) return 0;
  const rows = await tx
    .select(columns)
    .from(audit)
    .where(and(eq(audit.tenantId, tenant), isNull(audit.sequence)))
    .orderBy(asc(audit.position))
    .limit(limit);
  if (rows.length === 0) return 0;
  let { sequence, hash } = head;
  const links = rows.map((row) => {
    const previousHash = hash;
    sequence += 1;
    hash = auditHash(previousHash, { ...row, tenant, sequence });
    return { id: row.id, sequence, previousHash, hash };
  });
  await tx.execute(sql`
    update audit set sequence = link.sequence, previous_hash = link.previous_hash, hash = link.hash
    from unnest(${sql.param(links.map((link) => link.id))}::uuid[], ${sql.param(links.map((link) => link.sequence))}::bigint[],
      ${sql.param(links.map((link) => link.previousHash))}::text[], ${sql.param(links.map((link) => link.hash))}::text[]) as link (id, sequence, previous_hash, hash)
    where audit.tenant_id = ${tenant}::uuid and audit.id = link.id`);
  await tx.update(auditHead).set({ sequence, hash }).where(eq(auditHead.tenantId, tenant));
  return rows.length;
}

export interface AuditVerdict {
  readonly valid: boolean;
  /** Rows looked at. */
  readonly rows: number;
  /** The first sequence that is missing, was changed, or does not follow from the one before. */
  readonly firstBadSequence?: number;
}

const PAGE = 1_000;

/** Follows the chain from `from` (default 1) to `to` (default: its end, which must be where the head says). */
export async function verifyAudit(tx: Tx, { tenant, from = 1, to }: { tenant: string; from?: number; to?: number }): Promise<AuditVerdict> {
  let previousHash = from <= 1 ? AUDIT_GENESIS : await hashAt(tx, tenant, from - 1);
  if (previousHash === undefined) return { valid: false, rows: 0, firstBadSequence: from - 1 };
  let expected = Math.max(1, from);
  for (let rows = 0; ; ) {
    const page = await tx
      .select(columns)
      .from(audit)
      .where(and(eq(audit.tenantId, tenant), gte(audit.sequence, expected), ...(to === undefined ? [] : [lte(audit.sequence, to)])))
      .orderBy(asc(audit.sequence))
      .limit(PAGE);
    for (const row of page) {
      if (row.sequence !== expected || row.previousHash !== previousHash) return { valid: false, rows, firstBadSequence: expected };
      if (row.hash !== auditHash(previousHash, { ...row, tenant, sequence: expected }))
        return { valid: false, rows, firstBadSequence: expected };
      previousHash = row.hash;
      expected += 1;
      rows += 1;
    }
    if (page.length < PAGE) return await verifyEnd(tx, { tenant, to, expected, previousHash, rows });
  }
}

/** A chain that was cut at its end is whole in itself: only the head tells. */
async function verifyEnd(
  tx: Tx,
  {
    tenant,
    to,
    expected,
    previousHash,
    rows,
  }: { tenant: string; to: number | undefined; expected: number; previousHash: string; rows: number },
): Promise<AuditVerdict> {
  const heads = await tx.select().from(auditHead).where(eq(auditHead.tenantId, tenant));
  const head = heads[0] ?? { sequence: 0, hash: AUDIT_GENESIS };
  const last = Math.min(to ?? head.sequence, head.sequence);
  if (expected <= last) return { valid: false, rows, firstBadSequence: expected };
  // Rows past the head, or an end that is not the one the head remembers.
  if (to === undefined && expected - 1 > head.sequence) return { valid: false, rows, firstBadSequence: head.sequence + 1 };
  if (expected - 1 === head.sequence && previousHash !== head.hash) return { valid: false, rows, firstBadSequence: head.sequence };
  return { valid: true, rows };
}

async function hashAt(tx: Tx, tenant: string, sequence: number): Promise<string | undefined> {
  const rows = await tx
    .select({ hash: audit.hash })
    .from(audit)
    .where(and(eq(audit.tenantId, tenant), eq(audit.sequence, sequence)));
  return rows[0]?.hash ?? undefined;
}

export interface AuditFilter {
  readonly tenant: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly runId?: string;
  readonly actorId?: string;
  /** At or after, and before: ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Sequences below this one: the last of the page before. */
  readonly before?: number;
  readonly limit?: number;
}

/** Sequenced rows, the newest first. */
export async function listAudit(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  const { subjectKind, subjectId, runId, actorId, from, to, before } = filter;
  return await tx
    .select(columns)
    .from(audit)
    .where(
      and(
        eq(audit.tenantId, filter.tenant),
        isNotNull(audit.sequence),
        ...(subjectKind === undefined ? [] : [eq(audit.subjectKind, subjectKind)]),
        ...(subjectId === undefined ? [] : [eq(audit.subjectId, subjectId)]),
        ...(runId === undefined ? [] : [eq(audit.runId, runId)]),
        ...(actorId === undefined ? [] : [eq(audit.actorId, actorId)]),
        ...(from === undefined ? [] : [gte(audit.at, from)]),
        ...(to === undefined ? [] : [lt(audit.at, to)]),
        ...(before === undefined ? [] : [lt(audit.sequence, before)]),
      ),
    )
    .orderBy(desc(audit.sequence))
    .limit(Math.min(filter.limit ?? 100, 1_000));
}

/** For an export: sequenced rows after the given one, the oldest first. */
export async function exportAudit(
  tx: Tx,
  { tenant, after, limit = PAGE }: { tenant: string; after: number; limit?: number },
): Promise<AuditRow[]> {
  return await tx
    .select(columns)
    .from(audit)
    .where(and(eq(audit.tenantId, tenant), gt(audit.sequence, after)))
    .orderBy(asc(audit.sequence))
    .limit(limit);
}

/** End of the chain, to be anchored outside; undefined before the first row. */
export async function findAuditHead(tx: Tx, { tenant }: { tenant: string }): Promise<{ sequence: number; hash: string } | undefined> {
  const rows = await tx
    .select({ sequence: auditHead.sequence, hash: auditHead.hash })
    .from(auditHead)
    .where(eq(auditHead.tenantId, tenant));
  return rows[0];
}
