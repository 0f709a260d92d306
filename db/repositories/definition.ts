// Published workflow documents: inserted once, found by name and version, deprecated, never changed.
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { definition } from '../schema/definition.ts';
import { versionOrder } from '../version-order.ts';

const { tenantId: _tenant, versionOrder: _order, ...columns } = getTableColumns(definition);
const { source: _source, document: _document, ...summaryColumns } = columns;
/** Byte order, whatever the database's own collation is. */
const byVersion = sql`${definition.versionOrder} collate "C" desc`;

export type Definition = Omit<typeof definition.$inferSelect, 'tenantId' | 'versionOrder'>;
/** Without source and document, which may be half a megabyte. */
export type DefinitionSummary = Omit<Definition, 'source' | 'document'>;

export interface NewDefinition {
  readonly tenant: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly source: string;
  readonly document: Json;
  readonly title?: Json;
  readonly summary?: Json;
  readonly publishedBy: string;
  readonly publishedByName: string;
}

/**
 * `created` is false when exactly this was published before.
 * @throws AppError 'conflict' when the version exists with another hash; the message names the remedy.
 */
export async function insertDefinition(tx: Tx, row: NewDefinition): Promise<{ definition: DefinitionSummary; created: boolean }> {
  const { tenant, ...rest } = row;
  const inserted = await tx
    .insert(definition)
    .values({ ...rest, tenantId: tenant, versionOrder: versionOrder(row.version) })
    .onConflictDoNothing({ target: [definition.tenantId, definition.namespace, definition.name, definition.version] })
    .returning(summaryColumns);
  if (inserted[0]) return { definition: inserted[0], created: true };
  const present = await tx.select(summaryColumns).from(definition).where(ofVersion(row));
  const first = present[0];
  if (first === undefined) throw new AppError('internal', 'A definition vanished while it was being published.', { retryable: true });
  if (first.hash !== row.hash) {
    const latest = (await listVersions(tx, row))[0];
    throw new AppError(
      'conflict',
      `${row.namespace}/${row.name} ${row.version} is already published with other content; raise document.version.`,
      {
        context: { first: first.hash, latestVersion: latest?.version },
      },
    );
  }
  return { definition: first, created: false };
}

interface Named {
  readonly tenant: string;
  readonly namespace: string;
  readonly name: string;
}

function ofName({ tenant, namespace, name }: Named) {
  return and(eq(definition.tenantId, tenant), eq(definition.namespace, namespace), eq(definition.name, name));
}

function ofVersion(key: Named & { readonly version: string }) {
  return and(ofName(key), eq(definition.version, key.version));
}

/** The version asked for, or the latest by semantic version; never a deprecated one. */
export async function findPublished(tx: Tx, key: Named & { readonly version?: string }): Promise<Definition | undefined> {
  const { version } = key;
  const rows = await tx
    .select(columns)
    .from(definition)
    .where(and(version === undefined ? ofName(key) : ofVersion({ ...key, version }), eq(definition.state, 'published')))
    .orderBy(byVersion)
    .limit(1);
  return rows[0];
}

/** Any version, deprecated too: runs of it go on. */
export async function findDefinition(tx: Tx, key: Named & { readonly version: string }): Promise<Definition | undefined> {
  const rows = await tx.select(columns).from(definition).where(ofVersion(key));
  return rows[0];
}

export async function findDefinitionById(
  tx: Tx,
  { tenant, definitionId }: { tenant: string; definitionId: string },
): Promise<Definition | undefined> {
  const rows = await tx
    .select(columns)
    .from(definition)
    .where(and(eq(definition.tenantId, tenant), eq(definition.id, definitionId)));
  return rows[0];
}

/** The latest published version of each name, in order of namespace and name, with its document (forms are drawn from it). */
export async function listDefinitions(tx: Tx, { tenant }: { tenant: string }): Promise<Definition[]> {
  return await tx
    .selectDistinctOn([definition.namespace, definition.name], columns)
    .from(definition)
    .where(and(eq(definition.tenantId, tenant), eq(definition.state, 'published')))
    .orderBy(definition.namespace, definition.name, byVersion);
}

/** Every version of a name, the latest first. */
export async function listVersions(tx: Tx, key: Named): Promise<DefinitionSummary[]> {
  return await tx.select(summaryColumns).from(definition).where(ofName(key)).orderBy(byVersion, desc(definition.publishedAt));
}

/** Undefined when there is no such version; a deprecated one keeps its first date. */
export async function deprecateDefinition(
  tx: Tx,
  key: Named & { readonly version: string; readonly by: string; readonly at: string },
): Promise<DefinitionSummary | undefined> {
  await tx
    .update(definition)
    .set({ state: 'deprecated', deprecatedBy: key.by, deprecatedAt: key.at })
    .where(and(ofVersion(key), eq(definition.state, 'published')));
  const rows = await tx.select(summaryColumns).from(definition).where(ofVersion(key));
  return rows[0];
}
