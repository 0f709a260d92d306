// What pages show, as plain data: the shapes that reading the database must give (database-views.ts) and that tests make by hand.
// No rows, no classes; every time is an ISO 8601 text in UTC, every id a UUID.
import type { LocalText, WorkflowDocument } from '../../workflows/definition/document.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { HumanTaskRequest, RunState, StepState, TaskState, WorkflowError } from '../../workflows/definition/transition.ts';

export interface DefinitionName {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly title?: LocalText;
}

export interface DefinitionView extends DefinitionName {
  readonly id: string;
  readonly hash: string;
  readonly state: 'published' | 'deprecated';
  readonly publishedAt: string;
  readonly publishedByName?: string;
  readonly document: WorkflowDocument;
  /** The YAML as it was published. */
  readonly source?: string;
}

export interface RunView {
  readonly id: string;
  readonly state: RunState;
  readonly definition: DefinitionName;
  readonly lotNumber?: string;
  readonly source: 'form' | 'api' | 'schedule' | 'run' | 'event';
  readonly submittedBy?: string;
  readonly submittedByName?: string;
  readonly acceptedAt: string;
  readonly endedAt?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: WorkflowError;
}

export interface StepView {
  readonly step: number;
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly call?: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: WorkflowError;
}

export interface ModelCallView {
  readonly id: string;
  readonly step?: number;
  readonly profile: string;
  readonly model?: string;
  /** The local stand-in answered, not the real model. */
  readonly standIn: boolean;
  readonly state: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly milliseconds?: number;
  readonly costs?: { readonly amount: number; readonly currency: string };
  readonly at: string;
}

export interface DecisionView {
  readonly id: string;
  readonly outcome: 'approve' | 'reject' | 'submit';
  readonly reason?: string;
  readonly byName: string;
  readonly byRole?: string;
  readonly at: string;
  readonly state?: 'recorded' | 'applied' | 'refused';
}

export interface TaskView {
  readonly id: string;
  readonly runId: string;
  readonly step: number;
  readonly state: TaskState;
  readonly request: HumanTaskRequest;
  readonly openedAt: string;
  readonly definition: DefinitionName;
  readonly lotNumber?: string;
  readonly requestedByName?: string;
  readonly requestedBy?: string;
  readonly input?: Json;
  readonly decisions: readonly DecisionView[];
}

export interface ReportFile {
  readonly id: string;
  readonly format: string;
  readonly name: string;
  readonly bytes: number;
}

export interface ReportView {
  readonly id: string;
  readonly runId: string;
  readonly title: string;
  /** Of the run; a list does without. */
  readonly definition?: DefinitionName;
  readonly lotNumber?: string;
  readonly createdAt: string;
  readonly dataCutAt?: string;
  readonly checksum?: string;
  readonly files: readonly ReportFile[];
}

export interface NoticeView {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly level?: 'info' | 'warning' | 'alert';
  /** A path on this host. */
  readonly link?: string;
  readonly runId?: string;
  readonly at: string;
}

export interface ScheduleView {
  readonly id: string;
  readonly definition: DefinitionName;
  readonly when: string;
  readonly timeZone?: string;
  readonly paused: boolean;
  readonly lastAt?: string;
  readonly lastRunId?: string;
  readonly nextAt?: string;
  readonly missed: number;
  readonly skipped: number;
}

export interface AuditView {
  readonly sequence?: number;
  readonly at: string;
  readonly actorName?: string;
  readonly action: string;
  readonly subject?: string;
  readonly subjectKind?: string;
  readonly runId?: string;
  readonly reason?: string;
}

export interface AuditVerification {
  readonly valid: boolean;
  readonly rows: number;
  readonly firstBadSequence?: number;
}
