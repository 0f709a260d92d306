// How the interpreter reaches its activities: which run locally, which on a queue of their own, and how each is retried.
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { TASK_QUEUES } from '../definition/transition.ts';
import type { Activities } from '../worker/activities.ts';
import type { ActivityPort } from './session.ts';

export function createActivityPort(): ActivityPort {
  // Safe to repeat, at most 50 ms of work. Past the threshold retries become timers, else a long outage of the database
  // would grow the history with every attempt.
  const local = proxyLocalActivities<Pick<Activities, 'record' | 'light' | 'publish' | 'openChild'>>({
    startToCloseTimeout: '5 seconds',
    scheduleToCloseTimeout: '30 days',
    localRetryThreshold: '2 seconds',
    retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  });
  const heavy = proxyActivities<Pick<Activities, 'heavy'>>({
    taskQueue: TASK_QUEUES.heavy,
    startToCloseTimeout: '15 minutes',
    heartbeatTimeout: '20 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 20 },
  });
  // Retried for as long as an endpoint may need to wake up (45 min) and then some: the run waits, it does not fail.
  const model = proxyActivities<Pick<Activities, 'model'>>({
    taskQueue: TASK_QUEUES.model,
    startToCloseTimeout: '65 minutes',
    scheduleToCloseTimeout: '3 hours',
    heartbeatTimeout: '20 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  });
  return {
    record: local.record,
    light: local.light,
    publish: local.publish,
    openChild: local.openChild,
    heavy: heavy.heavy,
    model: model.model,
  };
}

/** The first activity of a scheduled start: there is no run yet, so it stands apart from the port. */
export function openScheduled(): Activities['open'] {
  return proxyLocalActivities<Pick<Activities, 'open'>>({
    startToCloseTimeout: '5 seconds',
    scheduleToCloseTimeout: '30 days',
    localRetryThreshold: '2 seconds',
    retry: { initialInterval: '100 milliseconds', maximumInterval: '30 seconds' },
  }).open;
}
