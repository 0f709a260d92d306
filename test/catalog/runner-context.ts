// What a runner is called with outside a worker, for tests.
import type { RunnerContext, RunnerDeps } from '../../workflows/catalog/runner.ts';

export const TENANT = '00000000-0000-4000-8000-00000000000a';

export const DEPS: RunnerDeps = { now: () => new Date('2026-11-24T00:00:00Z') };

export function runnerContext(change: Partial<RunnerContext> = {}): RunnerContext {
  const id = '00000000-0000-4000-8000-000000000001';
  return {
    run: { tenant: TENANT, runId: id, submissionId: id, definitionId: id, namespace: 'quality', name: 'test', version: '1.0.0', hash: '' },
    step: 3,
    path: '/do/0/test',
    attempt: 1,
    signal: new AbortController().signal,
    heartbeat: () => {},
    ...change,
  };
}
