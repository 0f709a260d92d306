// The door of this room: facts and meta data in, finished files out. No model call, no database, no environment.
import { AppError } from '../definition/errors.ts';
import { factsChecksum } from './checksum.ts';
import { renderCsv } from './csv.ts';
import { loadReportFonts } from './fonts.ts';
import { renderHtml } from './html.ts';
import { renderPdf } from './pdf.ts';
import type { ReportDocument } from './report-document.ts';
import { frameReport } from './report-frame.ts';
import {
  type RenderedReport,
  type ReportFile,
  type ReportFormat,
  reportFormats,
  type ReportRequest,
  reportTemplates,
} from './report-request.ts';
import { visibleDeep } from './visible-text.ts';
import { renderXlsx } from './xlsx.ts';

export interface RenderOptions {
  readonly formats: readonly ReportFormat[];
  /** Folder of Pretendard-Regular.ttf and Pretendard-Bold.ttf; the installed package `pretendard` without it. */
  readonly fontDirectory?: string;
}

const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/**
 * Renders a report in the formats asked for. The same facts, meta data, generator version and fonts give files that are identical to the byte.
 * @throws AppError 'invalid' for an unknown template, format, time zone or date; 'unavailable' where the PDF font is missing
 */
export async function renderReport(request: ReportRequest, options: RenderOptions): Promise<RenderedReport> {
  checkRequest(request, options);
  const checksum = factsChecksum(request.facts);
  const document = visibleDeep(frameReport(request, checksum));
  const files: ReportFile[] = [];
  for (const format of options.formats) {
    files.push({
      format,
      mediaType: mediaTypes[format],
      name: `${fileStem(request)}.${format}`,
      bytes: await renderFormat(document, format, options),
    });
  }
  return { files, checksum };
}

async function renderFormat(document: ReportDocument, format: ReportFormat, options: RenderOptions): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return new TextEncoder().encode(renderHtml(document));
    case 'pdf':
      return renderPdf(document, await loadReportFonts(options.fontDirectory));
    case 'xlsx':
      return renderXlsx(document);
    case 'csv':
      return new TextEncoder().encode(renderCsv(document));
  }
}

function checkRequest({ template, meta }: ReportRequest, options: RenderOptions): void {
  const issues = [
    ...(reportTemplates.includes(template)
      ? []
      : [
          {
            path: '/template',
            code: 'unknown-template',
            message: `There is no report template "${template}". Use one of ${reportTemplates.join(', ')}.`,
          },
        ]),
    ...options.formats
      .filter((format) => !reportFormats.includes(format))
      .map((format) => ({
        path: '/formats',
        code: 'unknown-format',
        message: `There is no report format "${format}". Use ${reportFormats.join(', ')}.`,
      })),
    ...(Number.isNaN(Date.parse(meta.dataCut))
      ? [
          {
            path: '/meta/dataCut',
            code: 'not-a-time',
            message: `The data cut "${meta.dataCut}" is not an ISO time. Give one such as 2026-11-24T00:00:00Z.`,
          },
        ]
      : []),
    ...(isTimezone(meta.timezone)
      ? []
      : [
          {
            path: '/meta/timezone',
            code: 'unknown-timezone',
            message: `There is no time zone "${meta.timezone}". Use an IANA name such as Asia/Seoul.`,
          },
        ]),
  ];
  if (issues.length > 0) throw new AppError('invalid', issues.map((issue) => issue.message).join(' '), { issues });
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A file name that every system takes: the report id in safe letters, or the template's name where nothing is left of it. */
function fileStem({ template, meta }: ReportRequest): string {
  const safe = meta.reportId
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  return (safe || template).slice(0, 120);
}
