// The work of the evaluation that is running: steps, depth, sizes, and the clock it was given. One evaluation runs at a
// time in a thread, because the evaluator is synchronous; a module-level record spares passing it through every closure
// of a hot path. Nothing survives an evaluation.
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

/** Not exported: the workflow sandbox freezes what shared modules export, so the record itself must stay out of its reach. */
const state: Work = { steps: 0, depth: 0, budget: DEFAULT_BUDGET, now: undefined };

export const work: Work = {
  get steps() {
    return state.steps;
  },
  set steps(value) {
    state.steps = value;
  },
  get depth() {
    return state.depth;
  },
  set depth(value) {
    state.depth = value;
  },
  get budget() {
    return state.budget;
  },
  set budget(value) {
    state.budget = value;
  },
  get now() {
    return state.now;
  },
  set now(value) {
    state.now = value;
  },
};

const UNLIMITED: Budget = { steps: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY, size: Number.POSITIVE_INFINITY };

/** Runs something outside any evaluation, such as printing an output, without counting. */
export function unmetered<T>(run: () => T): T {
  const { steps, depth, budget } = state;
  state.budget = UNLIMITED;
  try {
    return run();
  } finally {
    Object.assign(state, { steps, depth, budget });
  }
}

/** Counts steps. @throws BudgetExceeded */
export function spend(steps: number): void {
  state.steps += steps;
  if (state.steps > state.budget.steps) {
    throw new BudgetExceeded(`The expression took more than ${state.budget.steps} steps; narrow its input or its ranges`);
  }
}

/** Enters one level of recursion. Whoever catches an exception restores `state.depth` to what it was. */
export function descend(): void {
  state.depth += 1;
  if (state.depth > state.budget.depth)
    throw new BudgetExceeded(`The expression nests deeper than ${state.budget.depth}; a definition may call itself without end`);
}

export function ascend(): void {
  state.depth -= 1;
}

/** Checks the length of a string before it is made. */
export function chargeText(length: number): void {
  if (length > state.budget.size) throw new BudgetExceeded(`The expression makes a string longer than ${state.budget.size} characters`);
  if (length > 255) spend(length >> 8);
}

/** Charges for copying `count` elements, cheaply for small ones. */
export function chargeCopy(count: number): void {
  if (count > state.budget.size) throw new BudgetExceeded(`The expression makes an array longer than ${state.budget.size} items`);
  if (count > 63) spend(count >> 6);
}

/** Catching is dearer than anything else that is one step. */
export const CATCH_STEPS = 10;

export function raise(value: Json): never {
  throw new Raised(value);
}
