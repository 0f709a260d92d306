// The work of the evaluation that is running: steps, depth, sizes, and the clock it was given. One evaluation runs at a time in a thread, because
// the evaluator is synchronous; a module-level record spares passing it through every closure of a hot path. Nothing survives an evaluation.
import type { Json } from '../definition/json.ts';
import { type Budget, DEFAULT_BUDGET } from './meter.ts';

/** A limit was passed. No `try` of the program catches it. */
export class BudgetExceeded {
  constructor(readonly message: string) {}
}

/** An error of the program, catchable by its `try`. Not an Error: it carries any JSON value and needs no stack trace. */
export class Raised {
  constructor(readonly value: Json) {}
}

/** `break $label` on its way to its label. */
export class BreakSignal {
  constructor(readonly label: object) {}
}

export interface Work {
  steps: number;
  depth: number;
  budget: Budget;
  now: (() => number) | undefined;
}

export const work: Work = { steps: 0, depth: 0, budget: DEFAULT_BUDGET, now: undefined };

const UNLIMITED: Budget = { steps: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY, size: Number.POSITIVE_INFINITY };

/** Runs something outside any evaluation, such as printing an output, without counting. */
export function unmetered<T>(run: () => T): T {
  const { steps, depth, budget } = work;
  work.budget = UNLIMITED;
  try {
    return run();
  } finally {
    Object.assign(work, { steps, depth, budget });
  }
}

/** Counts steps. @throws BudgetExceeded */
export function spend(steps: number): void {
  work.steps += steps;
  if (work.steps > work.budget.steps) {
    throw new BudgetExceeded(`The expression took more than ${work.budget.steps} steps; narrow its input or its ranges`);
  }
}

/** Enters one level of recursion. Whoever catches an exception restores `work.depth` to what it was. */
export function descend(): void {
  work.depth += 1;
  if (work.depth > work.budget.depth)
    throw new BudgetExceeded(`The expression nests deeper than ${work.budget.depth}; a definition may call itself without end`);
}

export function ascend(): void {
  work.depth -= 1;
}

/** Checks the length of a string before it is made. */
export function chargeText(length: number): void {
  if (length > work.budget.size) throw new BudgetExceeded(`The expression makes a string longer than ${work.budget.size} characters`);
  if (length > 255) spend(length >> 8);
}

/** Charges for copying `count` elements, cheaply for small ones. */
export function chargeCopy(count: number): void {
  if (count > work.budget.size) throw new BudgetExceeded(`The expression makes an array longer than ${work.budget.size} items`);
  if (count > 63) spend(count >> 6);
}

/** Catching is dearer than anything else that is one step. */
export const CATCH_STEPS = 10;

export function raise(value: Json): never {
  throw new Raised(value);
}
