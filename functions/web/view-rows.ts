// From what repositories give to what pages show: null becomes absent, names are put together. No queries here.
import type { Decision } from '../../db/repositories/decision.ts';
import type { Definition, DefinitionSummary } from '../../db/repositories/definition.ts';
import type { ModelCallSummary } from '../../db/repositories/model-call.ts';
import type { Notice } from '../../db/repositories/notice.ts';
import type { Report, ReportSummary } from '../../db/repositories/report.ts';
import type { Run, RunSummary } from '../../db/repositories/run.ts';
import type { Schedule, ScheduleFire } from '../../db/repositories/schedule.ts';
import type { Step } from '../../db/repositories/step.ts';
import type { Task } from '../../db/repositories/task.ts';
import type { LocalText, WorkflowDocument } from '../../workflows/definition/document.ts';
import { isJsonObject, type Json } from '../../workflows/definition/json.ts';
import type { WorkflowError } from '../../workflows/definition/transition.ts';
import type {
  DecisionView,
  DefinitionName,
  DefinitionView,
  ModelCallView,
  NoticeView,
  ReportView,
  RunView,
  ScheduleView,
  StepView,
  TaskView,
} from './views.ts';

/** Null columns of a row are absent members of a view. */
export function present<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}

const title = (value: unknown): LocalText | undefined => (isJsonObject(value) ? (value as LocalText) : undefined);

function nameOf(row: { namespace: string; name: string; version: string }, rowTitle: unknown): DefinitionName {
  return { namespace: row.namespace, name: row.name, version: row.version, title: title(rowTitle) };
}

export function definitionView(row: Definition): DefinitionView {
  return { ...versionView(row), document: row.document as unknown as WorkflowDocument, source: row.source };
}

/** A version in a list has no document; pages that list versions do not look at it. */
export function versionView(row: DefinitionSummary): DefinitionView {
  const { namespace, name, version } = row;
  return {
    ...nameOf(row, row.title),
    id: row.id,
    hash: row.hash,
    state: row.state,
    publishedAt: row.publishedAt,
    publishedByName: row.publishedByName,
    document: { document: { dsl: '1.0.3', namespace, name, version }, do: [] },
  };
}

export function runView(row: RunSummary & Partial<Pick<Run, 'output' | 'error'>>, input?: Json): RunView {
  return {
    id: row.id,
    state: row.state,
    definition: nameOf(row, row.title),
    lotNumber: present(row.lotNumber),
    source: row.source,
    submittedBy: row.submittedBy,
    submittedByName: row.submittedByName,
    acceptedAt: row.createdAt,
    endedAt: present(row.endedAt),
    input,
    output: present(row.output),
    error: present(row.error as WorkflowError | null | undefined),
  };
}

export function stepView(row: Step): StepView {
  return {
    ...row,
    call: present(row.call),
    endedAt: present(row.endedAt),
    input: present(row.input),
    output: present(row.output),
    error: present(row.error as WorkflowError | null),
  };
}

export function modelCallView(row: ModelCallSummary): ModelCallView {
  return {
    id: row.id,
    step: present(row.step),
    profile: row.profile,
    model: row.model,
    standIn: row.standIn,
    state: row.state,
    promptTokens: present(row.promptTokens),
    completionTokens: present(row.completionTokens),
    milliseconds: row.endedAt === null ? undefined : new Date(row.endedAt).getTime() - new Date(row.begunAt).getTime(),
    costs: row.cost === null ? undefined : { amount: row.cost, currency: 'USD' },
    at: row.begunAt,
  };
}

export function decisionView(row: Decision): DecisionView {
  return {
    id: row.id,
    outcome: row.outcome,
    reason: present(row.reason),
    byName: row.byName,
    byRole: row.byRole,
    at: row.decidedAt,
    state: row.state,
  };
}

export function taskView(row: Task, around: { readonly input?: Json; readonly decisions?: readonly Decision[] } = {}): TaskView {
  const { kind, roles, people, quorum, onTimeout, escalateTo, requesterMayDecide, evidence, form } = row;
  return {
    id: row.id,
    runId: row.runId,
    step: row.step,
    state: row.state,
    openedAt: row.openedAt,
    definition: nameOf(row, row.definitionTitle),
    lotNumber: present(row.lotNumber),
    requestedBy: row.submittedBy,
    requestedByName: row.submittedByName,
    input: around.input,
    decisions: (around.decisions ?? []).filter((decision) => decision.state !== 'refused').map(decisionView),
    request: {
      kind,
      roles,
      people,
      quorum,
      onTimeout,
      escalateTo,
      requesterMayDecide,
      evidence,
      title: row.title,
      deadlineAt: present(row.deadlineAt),
      question: present(row.question),
      form: isJsonObject(form) ? form : undefined,
    },
  };
}

export function reportView(
  row: (Report | ReportSummary) & { readonly lotNumber?: string | null },
  definition?: DefinitionName,
): ReportView {
  return {
    id: row.id,
    runId: row.runId,
    title: row.title,
    definition,
    lotNumber: present(row.lotNumber),
    createdAt: row.createdAt,
    dataCutAt: row.dataCutAt,
    checksum: row.checksum,
    files: row.files.map((file) => ({ id: file.artifactId, format: file.format, name: file.name, bytes: file.bytes })),
  };
}

export function noticeView(row: Notice): NoticeView {
  return {
    id: row.id,
    title: row.title,
    text: row.body === '' ? undefined : row.body,
    level: row.level === 'alarm' ? 'alert' : row.level,
    link: present(row.link),
    runId: present(row.runId),
    at: row.createdAt,
  };
}

export function scheduleView(
  row: Schedule,
  fires: readonly ScheduleFire[],
  engine: { readonly next: readonly string[] } | undefined,
  named: { readonly version: string; readonly title?: unknown } | undefined,
): ScheduleView {
  const spec = isJsonObject(row.spec) ? row.spec : {};
  const started = fires.find((fire) => fire.outcome === 'started');
  const timing = spec.cron ?? spec.every ?? spec.after ?? spec.on;
  return {
    id: row.id,
    definition: nameOf({ ...row, version: named?.version ?? '' }, named?.title),
    when: typeof timing === 'string' ? timing : JSON.stringify(timing ?? null),
    timeZone: typeof spec.timezone === 'string' ? spec.timezone : undefined,
    paused: row.state !== 'active',
    lastAt: started?.nominalTime,
    lastRunId: present(started?.runId),
    nextAt: engine?.next[0],
    missed: fires.filter((fire) => fire.outcome === 'missed').length,
    skipped: fires.filter((fire) => fire.outcome === 'skipped').length,
  };
}
