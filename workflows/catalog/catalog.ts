// The closed record of domain tasks: WHAT each is. Read by validation, forms, docs, agents and the interpreter; it loads no code of theirs.
import type { CatalogEntry } from '../definition/catalog-entry.ts';
import { acceptanceSamplingTask } from './acceptance-sampling/task.ts';
import { approveTask } from './approve/task.ts';
import { attributeAgreementTask } from './attribute-agreement/task.ts';
import { capabilityTask } from './capability/task.ts';
import { controlChartTask } from './control-chart/task.ts';
import { dispositionTask } from './disposition/task.ts';
import { formTask } from './form/task.ts';
import { gatherTask } from './gather/task.ts';
import { gaugeStudyTask } from './gauge-study/task.ts';
import { identicalSeriesTask } from './identical-series/task.ts';
import { imageCompareTask } from './image-compare/task.ts';
import { judgeTask } from './judge/task.ts';
import { kpiTask } from './kpi/task.ts';
import { notifyTask } from './notify/task.ts';
import { paretoTask } from './pareto/task.ts';
import { recordProductionTask } from './record-production/task.ts';
import { reportTask } from './report/task.ts';
import { switchingTask } from './switching/task.ts';
import { variablesPlanTask } from './variables-plan/task.ts';
import { yieldTask } from './yield/task.ts';

export const catalog = {
  'acceptance-sampling': acceptanceSamplingTask,
  approve: approveTask,
  'attribute-agreement': attributeAgreementTask,
  capability: capabilityTask,
  'control-chart': controlChartTask,
  disposition: dispositionTask,
  form: formTask,
  gather: gatherTask,
  'gauge-study': gaugeStudyTask,
  'identical-series': identicalSeriesTask,
  'image-compare': imageCompareTask,
  judge: judgeTask,
  kpi: kpiTask,
  notify: notifyTask,
  pareto: paretoTask,
  'record-production': recordProductionTask,
  report: reportTask,
  switching: switchingTask,
  'variables-plan': variablesPlanTask,
  yield: yieldTask,
} as const satisfies Record<string, CatalogEntry> as Record<CatalogName, CatalogEntry> & Record<string, CatalogEntry | undefined>;

export type CatalogName =
  | 'acceptance-sampling'
  | 'approve'
  | 'attribute-agreement'
  | 'capability'
  | 'control-chart'
  | 'disposition'
  | 'form'
  | 'gather'
  | 'gauge-study'
  | 'identical-series'
  | 'image-compare'
  | 'judge'
  | 'kpi'
  | 'notify'
  | 'pareto'
  | 'record-production'
  | 'report'
  | 'switching'
  | 'variables-plan'
  | 'yield';
