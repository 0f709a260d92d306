// The document as data: the AIX profile of Open Workflow Specification 1.0.3 as TypeScript types. Parsed once (parse.ts), then believed.
import type { Json, JsonObject, JsonSchema } from './json.ts';

export interface LocalText {
  readonly ko?: string;
  readonly en?: string;
}

export interface WorkflowDocument {
  readonly document: {
    readonly dsl: string;
    readonly namespace: string;
    readonly name: string;
    readonly version: string;
    readonly title?: string;
    readonly summary?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly metadata?: JsonObject & { readonly aix?: DocumentExtension };
  };
  readonly input?: DataInput;
  readonly use?: Use;
  readonly do: TaskList;
  readonly output?: DataOutput;
  readonly timeout?: Timeout | string;
  readonly schedule?: Schedule;
  readonly evaluate?: { readonly language?: 'jq'; readonly mode?: 'strict' | 'loose' };
}

/** `document.metadata.aix`: what the specification lacks. */
export interface DocumentExtension {
  readonly title?: LocalText;
  readonly summary?: LocalText;
  readonly start?: readonly string[];
  readonly budget?: { readonly modelTokens?: number; readonly wallTime?: string; readonly steps?: number };
  readonly ui?: Readonly<Record<string, FieldUi>>;
  readonly schedule?: ScheduleExtension;
}

export interface FieldUi {
  readonly label?: LocalText;
  readonly help?: LocalText;
  readonly options?: Readonly<Record<string, LocalText>>;
  readonly order?: number;
  readonly group?: string | LocalText;
  readonly unit?: string;
  readonly nominal?: number;
  readonly lsl?: number;
  readonly usl?: number;
  readonly resolution?: number;
  readonly characteristic?: string;
  readonly scan?: boolean;
  readonly capture?: 'photo' | 'signature';
}

export interface ScheduleExtension {
  readonly timezone?: string;
  readonly overlap?: 'skip' | 'bufferOne' | 'bufferAll' | 'cancelOther' | 'terminateOther' | 'allowAll';
  readonly catchup?: string;
  readonly jitter?: string;
  readonly pauseOnFailure?: boolean;
  readonly calendar?: string;
}

/** A task's `metadata.aix`. */
export interface TaskExtension {
  readonly title?: LocalText;
  readonly concurrency?: number;
  readonly compensate?: TaskList;
}

export interface SchemaRef {
  readonly format?: string;
  readonly document?: JsonSchema;
  readonly resource?: Json;
}
export interface DataInput {
  readonly schema?: SchemaRef;
  readonly from?: Json;
}
export interface DataOutput {
  readonly schema?: SchemaRef;
  readonly as?: Json;
}
export type Duration =
  | string
  | {
      readonly days?: number;
      readonly hours?: number;
      readonly minutes?: number;
      readonly seconds?: number;
      readonly milliseconds?: number;
    };
export interface Timeout {
  readonly after: Duration;
}
export interface Schedule {
  readonly cron?: string;
  readonly every?: Duration;
  readonly after?: Duration;
  readonly on?: EventConsumption;
}

export interface Use {
  readonly authentications?: Readonly<Record<string, JsonObject>>;
  readonly errors?: Readonly<Record<string, ErrorDefinition>>;
  readonly extensions?: readonly Readonly<Record<string, Extension>>[];
  readonly functions?: Readonly<Record<string, Task>>;
  readonly retries?: Readonly<Record<string, RetryPolicy>>;
  readonly secrets?: readonly string[];
  readonly timeouts?: Readonly<Record<string, Timeout>>;
  readonly catalogs?: Readonly<Record<string, JsonObject>>;
}
export interface Extension {
  readonly extend: string;
  readonly when?: string;
  readonly before?: TaskList;
  readonly after?: TaskList;
}

/** One entry of a `do` list: exactly one key, the task's name. */
export type TaskItem = Readonly<Record<string, Task>>;
export type TaskList = readonly TaskItem[];

export interface TaskBase {
  readonly if?: string;
  readonly input?: DataInput;
  readonly output?: DataOutput;
  readonly export?: DataOutput;
  readonly timeout?: Timeout | string;
  readonly then?: string;
  readonly metadata?: JsonObject & { readonly aix?: TaskExtension };
}

export interface CallTask extends TaskBase {
  readonly call: string;
  readonly with?: JsonObject;
  readonly await?: boolean;
}
export interface DoTask extends TaskBase {
  readonly do: TaskList;
}
export interface EmitTask extends TaskBase {
  readonly emit: { readonly event: { readonly with: JsonObject } };
}
export interface ForTask extends TaskBase {
  readonly for: { readonly each?: string; readonly in: string; readonly at?: string };
  readonly while?: string;
  readonly do: TaskList;
}
export interface ForkTask extends TaskBase {
  readonly fork: { readonly branches: TaskList; readonly compete?: boolean };
}
export interface EventFilter {
  readonly with: JsonObject;
  readonly correlate?: Readonly<Record<string, { readonly from: string; readonly expect?: string }>>;
}
export interface EventConsumption {
  readonly one?: EventFilter;
  readonly all?: readonly EventFilter[];
  readonly any?: readonly EventFilter[];
  readonly until?: string | EventConsumption;
}
export interface ListenTask extends TaskBase {
  readonly listen: { readonly to: EventConsumption; readonly read?: 'data' | 'envelope' | 'raw' };
  readonly foreach?: {
    readonly item?: string;
    readonly at?: string;
    readonly do?: TaskList;
    readonly output?: DataOutput;
    readonly export?: DataOutput;
  };
}
export interface ErrorDefinition {
  readonly type: string;
  readonly status: number;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
}
export interface RaiseTask extends TaskBase {
  readonly raise: { readonly error: ErrorDefinition | string };
}
export interface RunTask extends TaskBase {
  readonly run: {
    readonly workflow?: { readonly namespace: string; readonly name: string; readonly version?: string; readonly input?: Json };
    readonly container?: JsonObject;
    readonly script?: JsonObject;
    readonly shell?: JsonObject;
    readonly await?: boolean;
    readonly return?: string;
  };
}
export interface SetTask extends TaskBase {
  readonly set: Json;
}
export interface SwitchCase {
  readonly when?: string;
  readonly then?: string;
}
export interface SwitchTask extends TaskBase {
  readonly switch: readonly Readonly<Record<string, SwitchCase>>[];
}
export interface RetryPolicy {
  readonly when?: string;
  readonly exceptWhen?: string;
  readonly delay?: Duration;
  readonly backoff?: { readonly constant?: JsonObject; readonly linear?: JsonObject; readonly exponential?: JsonObject };
  readonly limit?: { readonly attempt?: { readonly count?: number; readonly duration?: Duration }; readonly duration?: Duration };
  readonly jitter?: { readonly from: Duration; readonly to: Duration };
}
export interface TryTask extends TaskBase {
  readonly try: TaskList;
  readonly catch: {
    readonly errors?: {
      readonly with?: {
        readonly type?: string;
        readonly status?: number;
        readonly instance?: string;
        readonly title?: string;
        readonly detail?: string;
      };
    };
    readonly as?: string;
    readonly when?: string;
    readonly exceptWhen?: string;
    readonly retry?: RetryPolicy | string;
    readonly do?: TaskList;
  };
}
export interface WaitTask extends TaskBase {
  readonly wait: Duration;
}

export type Task =
  | CallTask
  | DoTask
  | EmitTask
  | ForTask
  | ForkTask
  | ListenTask
  | RaiseTask
  | RunTask
  | SetTask
  | SwitchTask
  | TryTask
  | WaitTask;

/** The twelve kinds of the language. A `for` task also has `do`, so `for` is looked for before `do`. */
export const TASK_KINDS = ['call', 'for', 'fork', 'listen', 'emit', 'raise', 'run', 'set', 'switch', 'try', 'wait', 'do'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export function taskKind(task: Task): TaskKind | undefined {
  return TASK_KINDS.find((kind) => kind in task);
}
