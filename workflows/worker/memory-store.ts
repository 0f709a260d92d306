// The run store of `aix run` and of workflow tests: keeps everything in memory, opens nothing.
import { AppError } from '../definition/errors.ts';
import type { Json } from '../definition/json.ts';
import type { InterpreterInput, RunRef, StepTransition, Transition } from '../definition/transition.ts';
import type { OpenChildRequest } from './activities.ts';
import type { RunStore, StepResult } from './run-store.ts';

export interface MemoryStore extends RunStore {
  readonly transitions: readonly Transition[];
  readonly events: readonly Readonly<Record<string, Json>>[];
  /** The latest transition of each step, in order of start. */
  steps(): readonly StepTransition[];
}

/** `resolveChild` gives the document of run.workflow; without it a child faults with needs-platform. */
export function createMemoryStore(
  options: { resolveChild?: (request: OpenChildRequest) => InterpreterInput | undefined } = {},
): MemoryStore {
  const transitions: Transition[] = [];
  const written = new Set<string>();
  const results = new Map<string, Json>();
  const events: Readonly<Record<string, Json>>[] = [];
  const keep = (run: RunRef, batch: readonly Transition[]): void => {
    for (const transition of batch) {
      const key = `${run.runId}/${transition.sequence}`;
      if (written.has(key)) continue;
      written.add(key);
      transitions.push(transition);
    }
  };
  return {
    transitions,
    events,
    steps: () => latestSteps(transitions),
    async write(run: RunRef, batch: readonly Transition[], result?: StepResult) {
      keep(run, batch);
      if (result) results.set(`${run.runId}/${result.step}`, result.output);
    },
    async findResult(run, step) {
      return results.get(`${run.runId}/${step}`);
    },
    async open() {
      throw new AppError('needs-platform', 'Schedules need a platform.');
    },
    async openChild(request) {
      keep(request.run, request.transitions);
      const child = options.resolveChild?.(request);
      if (!child)
        throw new AppError(
          'needs-platform',
          `run.workflow ${request.namespace}/${request.name} needs a platform that has it published; give it a mock.`,
        );
      return child;
    },
    async publish(run, _step, event, batch) {
      keep(run, batch);
      events.push(event);
    },
  };
}

function latestSteps(transitions: readonly Transition[]): readonly StepTransition[] {
  const steps = new Map<number, StepTransition>();
  for (const transition of transitions) {
    if (transition.type !== 'step') continue;
    const earlier = steps.get(transition.step);
    if (earlier && earlier.sequence > transition.sequence) continue;
    steps.set(transition.step, { ...transition, startedAt: earlier?.startedAt ?? transition.startedAt ?? earlier?.at ?? transition.at });
  }
  return [...steps.values()].sort((left, right) => left.step - right.step);
}
