// The closed record of report templates. A new report is a file beside this one, a line here, and its name in report-request.ts.
import type { ReportTemplate } from '../report-request.ts';
import { capa } from './capa.ts';
import { certificateOfAnalysis, certificateOfConformity } from './certificates.ts';
import { dailyQuality } from './daily-quality.ts';
import { eightD } from './eight-d.ts';
import { firstArticle } from './first-article.ts';
import { gaugeStudy } from './gauge-study.ts';
import { inProcess } from './in-process.ts';
import { lotInspection } from './lot-inspection.ts';
import { shiftReport } from './shift-report.ts';
import type { Template } from './template.ts';

export const templates: Readonly<Record<ReportTemplate, Template>> = {
  'lot-inspection': lotInspection,
  'in-process': inProcess,
  'shift-report': shiftReport,
  'daily-quality': dailyQuality,
  '8d': eightD,
  capa,
  coa: certificateOfAnalysis,
  coc: certificateOfConformity,
  'first-article': firstArticle,
  'gauge-study': gaugeStudy,
};
