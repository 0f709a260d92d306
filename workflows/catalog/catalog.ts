// The closed record of domain tasks: WHAT each is. Read by validation, forms, docs, agents and the interpreter; it loads no code of theirs.
import type { CatalogEntry } from '../definition/catalog-entry.ts';
import { acceptanceSamplingTask } from './acceptance-sampling/task.ts';
import { approveTask } from './approve/task.ts';
import { controlChartTask } from './control-chart/task.ts';
import { formTask } from './form/task.ts';
import { gatherTask } from './gather/task.ts';
import { judgeTask } from './judge/task.ts';
import { kpiTask } from './kpi/task.ts';
import { notifyTask } from './notify/task.ts';
import { recordProductionTask } from './record-production/task.ts';
import { reportTask } from './report/task.ts';

export const catalog = {
  'acceptance-sampling': acceptanceSamplingTask,
  approve: approveTask,
  'control-chart': controlChartTask,
  form: formTask,
  gather: gatherTask,
  judge: judgeTask,
  kpi: kpiTask,
  notify: notifyTask,
  'record-production': recordProductionTask,
  report: reportTask,
} as const satisfies Record<string, CatalogEntry> as Record<CatalogName, CatalogEntry> & Record<string, CatalogEntry | undefined>;

export type CatalogName =
  | 'acceptance-sampling' | 'approve' | 'control-chart' | 'form' | 'gather' | 'judge' | 'kpi' | 'notify' | 'record-production' | 'report';
