// The background of the platform: outbox sweep, audit sequencer, schedule watcher, stuck detector. Each task runs on its own beat,
// one at a time, and a failing one neither stops the others nor itself. Polling is the guarantee.
import type { Logger } from '../shared/logging.ts';
import { errorFacts } from '../shared/logging.ts';

export interface RelayTask {
  readonly name: string;
  readonly everyMilliseconds: number;
  run(): Promise<void>;
}

export interface Relay {
  /** Runs every task once, now; for an event-driven relay and for tests. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export function startRelay(tasks: readonly RelayTask[], logger: Logger): Relay {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  const runOnce = async (task: RelayTask): Promise<void> => {
    try {
      await task.run();
    } catch (error) {
      logger.log('warn', 'relay-task-failed', { task: task.name, ...errorFacts(error) });
    }
  };
  const beat = (task: RelayTask): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const work = runOnce(task).finally(() => {
        running.delete(task.name);
        if (!stopped) beat(task);
      });
      running.set(task.name, work);
    }, task.everyMilliseconds);
    timers.add(timer);
  };
  for (const task of tasks) beat(task);
  return {
    sweep: async () => {
      for (const task of tasks) await runOnce(task);
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
