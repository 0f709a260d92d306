// What a report is asked for and what it answers: types only. Facts are data of the template's own shape (docs/reports.md), read leniently.
import type { Json } from '../definition/json.ts';
import type { Lang } from './copy/copy.ts';

export const reportTemplates = [
  'lot-inspection',
  'in-process',
  'shift-report',
  'daily-quality',
  '8d',
  'capa',
  'coa',
  'coc',
  'first-article',
  'gauge-study',
] as const;
export type ReportTemplate = (typeof reportTemplates)[number];

export const reportFormats = ['html', 'pdf', 'xlsx', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportDecision {
  readonly decision: string;
  readonly by: string;
  readonly role?: string;
  /** ISO time. */
  readonly at: string;
  readonly reason?: string;
  /** What was asked of the person. */
  readonly question?: string;
}

export interface ReportMeta {
  readonly reportId: string;
  readonly tenantName: string;
  readonly title: string;
  readonly lang: Lang;
  /** IANA name; every time of the document is shown in it. */
  readonly timezone: string;
  /** ISO times; the data that the figures cover. */
  readonly dataWindow: { readonly from: string; readonly to: string };
  /** ISO time at which the data were taken. It is also the date inside the files, so that the same cut gives the same bytes. */
  readonly dataCut: string;
  readonly specRevisions: readonly string[];
  readonly generatorVersion: string;
  readonly runId: string;
  readonly runUrl?: string;
  /** True when the model text came from the local stand-in and not from the model endpoint. */
  readonly standInModel: boolean;
  readonly approver?: string;
  readonly decisions: readonly ReportDecision[];
  /** Revision of this report; 1 without it. */
  readonly revision?: number;
  /** Records that were corrected after they were first written; the report says so. */
  readonly amendments?: readonly { readonly record: string; readonly reason: string; readonly by?: string; readonly at?: string }[];
}

export interface ReportRequest {
  readonly template: ReportTemplate;
  readonly facts: Json;
  readonly meta: ReportMeta;
}

export interface ReportFile {
  readonly format: ReportFormat;
  readonly mediaType: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface RenderedReport {
  readonly files: readonly ReportFile[];
  /** SHA-256 (hex) of the canonical facts JSON, RFC 8785; printed on every page. */
  readonly checksum: string;
}
