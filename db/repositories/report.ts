// Reports and their files: one report per step of a run.
import { and, asc, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { artifact } from '../schema/artifact.ts';
import { jsonValue } from '../schema/columns.ts';
import { report } from '../schema/report.ts';
import { reportFile } from '../schema/report-file.ts';
import { run } from '../schema/run.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(report);
const { facts: _facts, ...listColumns } = columns;

export interface ReportFile {
  readonly format: string;
  readonly artifactId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}
export type Report = Omit<typeof report.$inferSelect, 'tenantId'> & { readonly files: readonly ReportFile[] };
/** Without the facts. */
export type ReportSummary = Omit<Report, 'facts'> & { readonly lotNumber: string | null };

export interface NewReport {
  readonly tenant: string;
  readonly id: string;
  readonly runId: string;
  readonly step: number;
  readonly template: string;
  readonly title: string;
  readonly language: string;
  readonly facts: Json;
  readonly checksum: string;
  readonly generator: string;
  readonly timeZone: string;
  readonly windowFrom?: string;
  readonly windowTo?: string;
  readonly dataCutAt: string;
  /** Artifacts that are stored already (insertArtifact). */
  readonly files: readonly { readonly format: string; readonly artifactId: string }[];
}

/** The step's first report stays: `created` is false for a repeat, whose files are then not attached. */
export async function insertReport(tx: Tx, { tenant, files, ...row }: NewReport): Promise<{ reportId: string; created: boolean }> {
  const inserted = await tx
    .insert(report)
    .values({ ...row, tenantId: tenant, facts: jsonValue(row.facts) })
    .onConflictDoNothing()
    .returning({ id: report.id });
  const made = inserted[0];
  if (made === undefined) {
    const present = await tx
      .select({ id: report.id })
      .from(report)
      .where(and(eq(report.tenantId, tenant), eq(report.runId, row.runId), eq(report.step, row.step)));
    return { reportId: only(present).id, created: false };
  }
  if (files.length > 0) {
    await tx
      .insert(reportFile)
      .values(files.map(({ format, artifactId }) => ({ tenantId: tenant, reportId: made.id, format, artifactId })));
  }
  return { reportId: made.id, created: true };
}

export async function findReport(tx: Tx, { tenant, reportId }: { tenant: string; reportId: string }): Promise<Report | undefined> {
  const rows = await tx
    .select(columns)
    .from(report)
    .where(and(eq(report.tenantId, tenant), eq(report.id, reportId)));
  const found = rows[0];
  if (found === undefined) return undefined;
  const files = await filesOf(tx, tenant, [reportId]);
  return { ...found, files: files.get(reportId) ?? [] };
}

/** The newest first; `before` is the id of the last report of the page before. */
export async function listReports(
  tx: Tx,
  { tenant, runId, template, limit = 50, before }: { tenant: string; runId?: string; template?: string; limit?: number; before?: string },
): Promise<ReportSummary[]> {
  const rows = await tx
    .select({ ...listColumns, lotNumber: run.lotNumber })
    .from(report)
    .innerJoin(run, and(eq(run.tenantId, report.tenantId), eq(run.id, report.runId)))
    .where(
      and(
        eq(report.tenantId, tenant),
        ...(runId === undefined ? [] : [eq(report.runId, runId)]),
        ...(template === undefined ? [] : [eq(report.template, template)]),
        ...(before === undefined
          ? []
          : [
              sql`(${report.createdAt}, ${report.id}) < (select r.created_at, r.id from report r where r.tenant_id = ${tenant} and r.id = ${before})`,
            ]),
      ),
    )
    .orderBy(desc(report.createdAt), desc(report.id))
    .limit(Math.min(limit, 500));
  const ids = rows.map((row) => row.id);
  const files = await filesOf(tx, tenant, ids);
  return rows.map((row) => ({ ...row, files: files.get(row.id) ?? [] }));
}

async function filesOf(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, ReportFile[]>> {
  const byReport = new Map<string, ReportFile[]>();
  if (ids.length === 0) return byReport;
  const rows = await tx
    .select({
      reportId: reportFile.reportId,
      format: reportFile.format,
      artifactId: reportFile.artifactId,
      name: artifact.name,
      mediaType: artifact.mediaType,
      bytes: artifact.bytes,
      sha256: artifact.sha256,
    })
    .from(reportFile)
    .innerJoin(artifact, and(eq(artifact.tenantId, reportFile.tenantId), eq(artifact.id, reportFile.artifactId)))
    .where(and(eq(reportFile.tenantId, tenant), inArray(reportFile.reportId, [...ids])))
    .orderBy(asc(reportFile.format));
  for (const { reportId, ...file } of rows) byReport.set(reportId, [...(byReport.get(reportId) ?? []), file]);
  return byReport;
}
