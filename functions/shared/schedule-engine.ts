// Timetables as Temporal keeps them: made once, then updated in place, never deleted and made again (its record of actions would go).
// The action starts the interpreter itself, so that overlap means the run, not the form.
import { ScheduleNotFoundError, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { durationMilliseconds } from '../../workflows/definition/duration.ts';
import type { Schedule, ScheduleExtension } from '../../workflows/definition/document.ts';
import { INTERPRETER_WORKFLOW, TASK_QUEUES, type InterpreterInput } from '../../workflows/definition/transition.ts';

export interface ScheduleRow {
  readonly tenant: string;
  readonly scheduleId: string;
  readonly namespace: string;
  readonly name: string;
  readonly schedule: Schedule;
  readonly extension: ScheduleExtension;
  readonly paused: boolean;
  readonly note?: string;
}

/** What Temporal knows of a schedule; times in ISO 8601. */
export interface ScheduleState {
  readonly paused: boolean;
  readonly next: readonly string[];
  readonly recent: readonly { readonly scheduledAt: string; readonly startedAt: string; readonly workflowId: string }[];
  readonly counts: { readonly actions: number; readonly missed: number; readonly skipped: number };
}

export interface ScheduleEngine {
  upsert(row: ScheduleRow): Promise<void>;
  pause(key: { tenant: string; scheduleId: string }, note: string): Promise<void>;
  resume(key: { tenant: string; scheduleId: string }, note: string): Promise<void>;
  /** Starts a run now; `skip`: not while one is at work. */
  trigger(key: { tenant: string; scheduleId: string }, overlap?: 'skip'): Promise<void>;
  describe(key: { tenant: string; scheduleId: string }): Promise<ScheduleState | undefined>;
}

const OVERLAP = {
  skip: ScheduleOverlapPolicy.SKIP,
  bufferOne: ScheduleOverlapPolicy.BUFFER_ONE,
  bufferAll: ScheduleOverlapPolicy.BUFFER_ALL,
  cancelOther: ScheduleOverlapPolicy.CANCEL_OTHER,
  terminateOther: ScheduleOverlapPolicy.TERMINATE_OTHER,
  allowAll: ScheduleOverlapPolicy.ALLOW_ALL,
} as const;

/** The server's own default would replay up to a year of missed starts. */
const DEFAULT_CATCHUP = 'PT10M';

export function createScheduleEngine(client: Client): ScheduleEngine {
  const handleOf = (key: { tenant: string; scheduleId: string }) => client.schedule.getHandle(temporalId(key));
  return {
    upsert: async (row) => await upsert(client, row),
    pause: async (key, note) => await handleOf(key).pause(note),
    resume: async (key, note) => await handleOf(key).unpause(note),
    trigger: async (key, overlap) =>
      await handleOf(key).trigger(overlap === 'skip' ? ScheduleOverlapPolicy.SKIP : ScheduleOverlapPolicy.ALLOW_ALL),
    describe: async (key) => await describe(client, key),
  };
}

export function temporalId({ tenant, scheduleId }: { tenant: string; scheduleId: string }): string {
  return `t/${tenant}/schedule/${scheduleId}`;
}

async function upsert(client: Client, row: ScheduleRow): Promise<void> {
  const options = optionsOf(row);
  const handle = client.schedule.getHandle(temporalId(row));
  try {
    await handle.update((previous) => ({
      ...options,
      state: { ...previous.state, paused: row.paused, ...(row.note === undefined ? {} : { note: row.note }) },
    }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create({
      scheduleId: temporalId(row),
      ...options,
      state: { paused: row.paused, ...(row.note === undefined ? {} : { note: row.note }) },
    });
  }
}

function optionsOf(row: ScheduleRow): Omit<ScheduleOptions, 'scheduleId' | 'state'> & { action: ScheduleOptions['action'] } {
  const { tenant, scheduleId, namespace, name, schedule, extension } = row;
  const start: InterpreterInput = { schedule: { tenant, scheduleId, namespace, name } };
  return {
    spec: {
      ...(schedule.cron === undefined ? {} : { cronExpressions: [schedule.cron] }),
      ...(schedule.every === undefined ? {} : { intervals: [{ every: durationMilliseconds(schedule.every) }] }),
      ...(extension.timezone === undefined ? {} : { timezone: extension.timezone }),
      ...(extension.jitter === undefined ? {} : { jitter: durationMilliseconds(extension.jitter) }),
    },
    policies: {
      overlap: OVERLAP[extension.overlap ?? 'skip'],
      catchupWindow: durationMilliseconds(extension.catchup ?? DEFAULT_CATCHUP),
      pauseOnFailure: extension.pauseOnFailure ?? false,
    },
    action: {
      type: 'startWorkflow',
      workflowType: INTERPRETER_WORKFLOW,
      taskQueue: TASK_QUEUES.control,
      workflowId: `${temporalId(row)}/run`,
      args: [start],
    },
  } as never;
}

async function describe(client: Client, key: { tenant: string; scheduleId: string }): Promise<ScheduleState | undefined> {
  try {
    const { info, state } = await client.schedule.getHandle(temporalId(key)).describe();
    return {
      paused: state.paused,
      next: info.nextActionTimes.slice(0, 5).map((time) => time.toISOString()),
      recent: info.recentActions.map((action) => ({
        scheduledAt: action.scheduledAt.toISOString(),
        startedAt: action.takenAt.toISOString(),
        workflowId: action.action.type === 'startWorkflow' ? action.action.workflow.workflowId : '',
      })),
      counts: { actions: info.numActionsTaken, missed: info.numActionsMissedCatchupWindow, skipped: info.numActionsSkippedOverlap },
    };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}
