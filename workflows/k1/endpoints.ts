// What all calls of one client share: a circuit per endpoint, slots per profile, the clock, chance and pauses.
import { AppError } from '../definition/errors.ts';
import { createCircuit } from './circuit.ts';
import type { Circuit } from './circuit.ts';
import type { K1Deps } from './client.ts';
import { checkJson } from './json-answer.ts';
import type { JsonCheck } from './json-answer.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { K1Limits } from './limits.ts';
import { ModelCallError } from './model-error.ts';
import type { AttemptDeps } from './one-attempt.ts';
import type { ModelProfile } from './profiles.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';

export interface Endpoints {
  readonly limits: K1Limits;
  readonly now: () => number;
  readonly random: () => number;
  readonly check: JsonCheck;
  depsOf(profile: ModelProfile): AttemptDeps;
}

export function createEndpoints(deps: K1Deps): Endpoints {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const now = deps.now ?? Date.now;
  const sleep = deps.sleep ?? pause;
  const circuits = new Map<string, Circuit>();
  const slots = new Map<string, Slots>();
  return {
    limits,
    now,
    random: deps.random ?? Math.random,
    check: deps.checkJson ?? checkJson,
    depsOf(profile) {
      const transport = deps.transports[profile.engine] ?? (profile.engine === 'npu' ? deps.transports.openai : undefined);
      if (transport === undefined)
        throw new AppError('usage', `Model profile "${profile.id}" needs a ${profile.engine} transport; none is set up.`);
      const endpoint = `${profile.engine} ${profile.endpointName ?? ''} ${profile.inferenceComponent ?? ''} ${profile.baseUrl ?? ''}`;
      const { circuitFailures: failures, circuitOpenMilliseconds: openMilliseconds } = limits;
      return {
        transport,
        store: deps.store,
        limits,
        now,
        sleep,
        circuit: remembered(circuits, endpoint, () => createCircuit({ failures, openMilliseconds, now })),
        slots: remembered(slots, profile.id, () => createSlots(profile.concurrency)),
      };
    },
  };
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new ModelCallError('cancelled', 'cancelled'));
      return;
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    const onAbort = () => {
      clearTimeout(timer);
      reject(new ModelCallError('cancelled', 'cancelled while pausing'));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
