// An endpoint's copies: none while asleep, one after it was called and woke. A call at zero fails and starts the waking, as autoscaling from zero does.

export interface ScaleSettings {
  readonly now: () => number;
  /** Idle time after which the endpoint goes to zero; absent: never. */
  readonly idleMilliseconds?: number;
  readonly wakeMilliseconds: number;
  readonly startAsleep: boolean;
}

/** awake -> asleep (idle, or told) -> waking (called) -> awake (time passed, or told). */
export interface Scale {
  readonly state: 'awake' | 'asleep' | 'waking';
  /** True when the call may go on; a call at zero starts the waking. */
  called(): boolean;
  sleep(): void;
  wake(): void;
}

export function createScale({ now, idleMilliseconds, wakeMilliseconds, startAsleep }: ScaleSettings): Scale {
  let wakesAt: number | undefined = startAsleep ? Number.POSITIVE_INFINITY : undefined;
  let lastCall = now();

  function settle(): Scale['state'] {
    if (wakesAt !== undefined && now() >= wakesAt) {
      wakesAt = undefined;
      lastCall = now();
    }
    if (wakesAt === undefined && idleMilliseconds !== undefined && now() - lastCall > idleMilliseconds) wakesAt = Number.POSITIVE_INFINITY;
    if (wakesAt === undefined) return 'awake';
    return wakesAt === Number.POSITIVE_INFINITY ? 'asleep' : 'waking';
  }

  return {
    get state() {
      return settle();
    },
    called() {
      const state = settle();
      if (state === 'asleep') wakesAt = now() + wakeMilliseconds;
      else if (state === 'awake') lastCall = now();
      return state === 'awake';
    },
    sleep() {
      wakesAt = Number.POSITIVE_INFINITY;
    },
    wake() {
      wakesAt = undefined;
      lastCall = now();
    },
  };
}
