// The closed record of HOW the tasks run. Waiting tasks have none: the interpreter itself waits.
import type { CatalogName } from './catalog.ts';
import type { Runner } from './runner.ts';
import { runAcceptanceSampling } from './acceptance-sampling/run.ts';
import { runAttributeAgreement } from './attribute-agreement/run.ts';
import { runCapability } from './capability/run.ts';
import { runControlChart } from './control-chart/run.ts';
import { runDisposition } from './disposition/run.ts';
import { runGather } from './gather/run.ts';
import { runGaugeStudy } from './gauge-study/run.ts';
import { runIdenticalSeries } from './identical-series/run.ts';
import { runImageCompare } from './image-compare/run.ts';
import { runJudge } from './judge/run.ts';
import { runKpi } from './kpi/run.ts';
import { runNotify } from './notify/run.ts';
import { runPareto } from './pareto/run.ts';
import { runRecordProduction } from './record-production/run.ts';
import { runReport } from './report/run.ts';
import { runSwitching } from './switching/run.ts';
import { runVariablesPlan } from './variables-plan/run.ts';
import { runYield } from './yield/run.ts';

export const runners: Readonly<Record<Exclude<CatalogName, 'approve' | 'form'>, Runner>> = {
  'acceptance-sampling': runAcceptanceSampling,
  'attribute-agreement': runAttributeAgreement,
  capability: runCapability,
  'control-chart': runControlChart,
  disposition: runDisposition,
  gather: runGather,
  'gauge-study': runGaugeStudy,
  'identical-series': runIdenticalSeries,
  'image-compare': runImageCompare,
  judge: runJudge,
  kpi: runKpi,
  notify: runNotify,
  pareto: runPareto,
  'record-production': runRecordProduction,
  report: runReport,
  switching: runSwitching,
  'variables-plan': runVariablesPlan,
  yield: runYield,
};

export function runnerOf(name: string): Runner | undefined {
  return Object.hasOwn(runners, name) ? runners[name as keyof typeof runners] : undefined;
}
