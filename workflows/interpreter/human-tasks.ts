// What people are being asked by this run, and what they answered. Decided synchronously inside the Update's validator and handler,
// so two answers at once cannot both win. The whole of it is carried over by continue-as-new.
import { ApplicationFailure } from '@temporalio/workflow';
import { validateInstance } from '../definition/schema-instance.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import type { DecisionInput, HumanTaskRequest } from '../definition/transition.ts';

export interface HumanTask {
  readonly taskId: string;
  request: HumanTaskRequest;
  readonly decisions: DecisionInput[];
  /** Open until the quorum is met, somebody rejects, or time runs out. */
  open: boolean;
}

export class HumanTasks {
  private readonly tasks: Map<string, HumanTask>;
  /** Update-id de-duplication of the server ends at continue-as-new, so the ids seen are kept here. */
  private readonly seen: Set<string>;
  private readonly requestedBy: string | undefined;

  constructor(requestedBy: string | undefined, carried?: { tasks: readonly HumanTask[]; seen: readonly string[] }) {
    this.requestedBy = requestedBy;
    this.tasks = new Map((carried?.tasks ?? []).map((task) => [task.taskId, { ...task, decisions: [...task.decisions] }]));
    this.seen = new Set(carried?.seen ?? []);
  }

  get state(): { tasks: readonly HumanTask[]; seen: readonly string[] } {
    return { tasks: [...this.tasks.values()], seen: [...this.seen] };
  }

  open(taskId: string, request: HumanTaskRequest): HumanTask {
    const known = this.tasks.get(taskId);
    if (known) return known;
    const task: HumanTask = { taskId, request, decisions: [], open: true };
    this.tasks.set(taskId, task);
    return task;
  }

  close(taskId: string): void {
    const task = this.tasks.get(taskId);
    if (task) task.open = false;
  }

  /** Synchronous: the Update's validator. Throwing refuses the Update before it enters the history. */
  validate(decision: DecisionInput): void {
    if (this.seen.has(decision.decisionId)) return;
    const task = this.tasks.get(decision.taskId);
    if (!task) throw refused('task-unknown', 'This run asks no such question (any more).');
    if (!task.open) throw refused('task-closed', 'This question has been answered already.', { first: task.decisions[0] ?? null });
    if (task.decisions.some((earlier) => earlier.by.userId === decision.by.userId))
      throw refused('task-closed', 'This person has answered already.');
    if (!task.request.requesterMayDecide && decision.by.userId === this.requestedBy) {
      throw refused('requester-may-not-decide', 'Whoever started the run may not decide this question.');
    }
    if (decision.outcome === 'reject') return;
    if (task.request.form === undefined) return;
    const issues = validateInstance(task.request.form, (decision.form ?? {}) as Json);
    if (issues.length > 0) throw refused('form-invalid', issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '));
  }

  /** Synchronous: the Update's handler. Must not await, so that nothing can come between validator and effect. */
  accept(decision: DecisionInput): { state: 'applied' } {
    if (this.seen.has(decision.decisionId)) return { state: 'applied' };
    this.seen.add(decision.decisionId);
    const task = this.tasks.get(decision.taskId);
    if (!task) return { state: 'applied' };
    task.decisions.push(decision);
    const approvals = task.decisions.filter((one) => one.outcome !== 'reject').length;
    if (decision.outcome === 'reject' || approvals >= task.request.quorum) task.open = false;
    return { state: 'applied' };
  }
}

function refused(type: string, message: string, details: JsonObject | { first: DecisionInput | null } = {}): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true, details: [details] });
}
