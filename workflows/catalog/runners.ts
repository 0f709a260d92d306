// The closed record of HOW the tasks run. Waiting tasks have none: the interpreter itself waits.
import type { CatalogName } from './catalog.ts';
import type { Runner } from './runner.ts';
import { runAcceptanceSampling } from './acceptance-sampling/run.ts';
import { runControlChart } from './control-chart/run.ts';
import { runGather } from './gather/run.ts';
import { runJudge } from './judge/run.ts';
import { runKpi } from './kpi/run.ts';
import { runNotify } from './notify/run.ts';
import { runRecordProduction } from './record-production/run.ts';
import { runReport } from './report/run.ts';

export const runners: Readonly<Record<Exclude<CatalogName, 'approve' | 'form'>, Runner>> = {
  'acceptance-sampling': runAcceptanceSampling,
  'control-chart': runControlChart,
  gather: runGather,
  judge: runJudge,
  kpi: runKpi,
  notify: runNotify,
  'record-production': runRecordProduction,
  report: runReport,
};

export function runnerOf(name: string): Runner | undefined {
  return Object.hasOwn(runners, name) ? runners[name as keyof typeof runners] : undefined;
}
