// Artifacts: what is known of a stored file. Its bytes are in the artifact store.
import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Tx } from '../client.ts';
import { artifact } from '../schema/artifact.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(artifact);

export type Artifact = Omit<typeof artifact.$inferSelect, 'tenantId'>;

export interface NewArtifact {
  readonly tenant: string;
  readonly id: string;
  readonly kind: Artifact['kind'];
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly storeKey: string;
  readonly runId?: string;
  readonly createdBy: string;
}

/** A repeat with the same id or store key gives the first row. */
export async function insertArtifact(tx: Tx, { tenant, ...row }: NewArtifact): Promise<Artifact> {
  const inserted = await tx
    .insert(artifact)
    .values({ ...row, tenantId: tenant })
    .onConflictDoNothing()
    .returning(columns);
  if (inserted[0]) return inserted[0];
  const present = (await findArtifact(tx, { tenant, artifactId: row.id })) ?? (await findByStoreKey(tx, tenant, row.storeKey));
  if (present?.sha256 !== row.sha256) throw new AppError('conflict', `The artifact ${row.id} is stored already with other content.`);
  return present;
}

async function findByStoreKey(tx: Tx, tenant: string, storeKey: string): Promise<Artifact | undefined> {
  const rows = await tx
    .select(columns)
    .from(artifact)
    .where(and(eq(artifact.tenantId, tenant), eq(artifact.storeKey, storeKey)));
  return rows[0];
}

export async function findArtifact(tx: Tx, { tenant, artifactId }: { tenant: string; artifactId: string }): Promise<Artifact | undefined> {
  const rows = await tx
    .select(columns)
    .from(artifact)
    .where(and(eq(artifact.tenantId, tenant), eq(artifact.id, artifactId)));
  return rows[0];
}

/** Those of the ids that the tenant has: a missing one is somebody else's or nobody's. */
export async function listArtifacts(tx: Tx, { tenant, ids }: { tenant: string; ids: readonly string[] }): Promise<Artifact[]> {
  if (ids.length === 0) return [];
  return await tx
    .select(columns)
    .from(artifact)
    .where(and(eq(artifact.tenantId, tenant), inArray(artifact.id, [...ids])));
}

export async function listArtifactsOfRun(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<Artifact[]> {
  return await tx
    .select(columns)
    .from(artifact)
    .where(and(eq(artifact.tenantId, tenant), eq(artifact.runId, runId)))
    .orderBy(asc(artifact.createdAt), asc(artifact.id));
}
