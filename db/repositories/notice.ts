// Notices to roles and people, and who has dismissed them.
import { and, arrayContains, arrayOverlaps, desc, eq, getTableColumns, isNull, or, sql } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Tx } from '../client.ts';
import { notice } from '../schema/notice.ts';
import { noticeRead } from '../schema/notice-read.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(notice);

export type Notice = Omit<typeof notice.$inferSelect, 'tenantId'>;

export interface NewNotice {
  readonly tenant: string;
  /** Makes a repeat harmless, e.g. <run>/<step>. */
  readonly key: string;
  readonly level?: Notice['level'];
  readonly title: string;
  readonly body: string;
  readonly roles: readonly string[];
  readonly people?: readonly string[];
  readonly runId?: string;
  readonly step?: number;
  readonly link?: string;
}

/** False for a repeat under the same key. */
export async function insertNotice(tx: Tx, { tenant, level = 'info', roles, people = [], ...row }: NewNotice): Promise<boolean> {
  const inserted = await tx
    .insert(notice)
    .values({ ...row, tenantId: tenant, level, roles: [...roles], people: [...people] })
    .onConflictDoNothing()
    .returning({ id: notice.id });
  return inserted.length === 1;
}

interface Reader {
  readonly tenant: string;
  readonly roles: readonly string[];
  readonly userId: string;
}

/** A notice without roles and people is for everyone. */
function addressedTo({ tenant, roles, userId }: Reader) {
  return and(
    eq(notice.tenantId, tenant),
    or(
      sql`cardinality(${notice.roles}) = 0 and cardinality(${notice.people}) = 0`,
      roles.length === 0 ? sql`false` : arrayOverlaps(notice.roles, [...roles]),
      arrayContains(notice.people, [userId]),
    ),
  );
}

/** What the person has not dismissed yet, the newest first. */
export async function listNotices(tx: Tx, { limit = 50, ...reader }: Reader & { readonly limit?: number }): Promise<Notice[]> {
  return await tx
    .select(columns)
    .from(notice)
    .leftJoin(
      noticeRead,
      and(eq(noticeRead.tenantId, notice.tenantId), eq(noticeRead.noticeId, notice.id), eq(noticeRead.userId, reader.userId)),
    )
    .where(and(addressedTo(reader), isNull(noticeRead.userId)))
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(Math.min(limit, 500));
}

/**
 * For this person only; harmless to repeat.
 * @throws AppError 'not-found' for a notice that is not theirs.
 */
export async function dismissNotice(tx: Tx, { noticeId, ...reader }: Reader & { readonly noticeId: string }): Promise<void> {
  const found = await tx
    .select({ id: notice.id })
    .from(notice)
    .where(and(addressedTo(reader), eq(notice.id, noticeId)));
  if (found.length === 0) throw new AppError('not-found', `There is no notice ${noticeId} for you.`);
  await tx.insert(noticeRead).values({ tenantId: reader.tenant, noticeId, userId: reader.userId }).onConflictDoNothing();
}

export async function listNoticesOfRun(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<Notice[]> {
  return await tx
    .select(columns)
    .from(notice)
    .where(and(eq(notice.tenantId, tenant), eq(notice.runId, runId)))
    .orderBy(desc(notice.createdAt));
}
