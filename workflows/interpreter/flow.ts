// What comes after a task, and what it leaves behind.
import type { Json } from '../definition/json.ts';
import type { Task } from '../definition/document.ts';
import type { Frame } from './frame.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

/** continue: the next in order. exit: leave this list. end: end the run. Anything else names a task of the same list. */
export type Directive = string;

export interface TaskResult {
  readonly output: Json;
  readonly next: Directive;
  /** A list that was left by `then: exit`. */
  readonly exited?: boolean;
}

/** What an executor of a task kind gets. Its `frame` survives continue-as-new. */
export interface Execution<T extends Task = Task> {
  readonly name: string;
  /** JSON Pointer of the task. */
  readonly path: string;
  readonly task: T;
  /** The task's input after input.from. */
  readonly input: Json;
  readonly scope: Scope;
  readonly frame: Frame;
  /** Number of the step row. */
  readonly step: number;
}

/** The raw output; `next` only where the kind itself decides where to go (switch, or `end` from inside a list). */
export interface Outcome {
  readonly output: Json;
  readonly next?: Directive;
  readonly attempts?: number;
}

/**
 * A value, or the promise of one. The sandbox takes a stack trace for every promise that is made, which costs more than most tasks do:
 * what needs no waiting is returned as it is.
 */
export type Awaitable<T> = T | Promise<T>;

export type Executor<T extends Task> = (session: Session, execution: Execution<T>) => Awaitable<Outcome>;
