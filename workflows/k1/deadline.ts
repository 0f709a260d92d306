// The time one attempt may take: in all, and between two signs of life. Whoever waits on it is freed even if the wire ignores the signal.

export interface DeadlineSettings {
  readonly totalMilliseconds: number;
  /** Longest silence; absent for calls that answer in one piece. */
  readonly idleMilliseconds?: number;
  readonly parent?: AbortSignal;
}

export type DeadlineEnd = 'total' | 'idle' | 'parent';

export interface Deadline {
  /** Aborts when time is up, when the caller cancels, and on close: pass it to the wire, so that sockets end. */
  readonly signal: AbortSignal;
  /** Why it ended; undefined while running and after a plain close. */
  readonly ended: DeadlineEnd | undefined;
  /** Something arrived: the silence starts anew. */
  touch(): void;
  /** The promise, or a rejection as soon as time is up. */
  guard<T>(promise: Promise<T>): Promise<T>;
  close(): void;
}

export function createDeadline(settings: DeadlineSettings): Deadline {
  const controller = new AbortController();
  let ended: DeadlineEnd | undefined;
  const end = (why: DeadlineEnd) => {
    if (controller.signal.aborted) return;
    ended = why;
    controller.abort(new Error(`deadline: ${why}`));
  };
  const total = setTimeout(() => end('total'), settings.totalMilliseconds);
  const startIdle = () => (settings.idleMilliseconds === undefined ? undefined : setTimeout(() => end('idle'), settings.idleMilliseconds));
  let idle = startIdle();
  const onParent = () => end('parent');
  settings.parent?.addEventListener('abort', onParent, { once: true });
  if (settings.parent?.aborted === true) end('parent');

  return {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    touch() {
      if (idle !== undefined) idle.refresh();
      else idle = startIdle();
    },
    guard: (promise) => raceAbort(promise, controller.signal),
    close() {
      clearTimeout(total);
      clearTimeout(idle);
      settings.parent?.removeEventListener('abort', onParent);
      if (!controller.signal.aborted) controller.abort(new Error('deadline: closed'));
    },
  };
}

/** The promise, or a rejection when the signal aborts first; the promise's own later failure is then nobody's. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** An iterable whose every step ends when the deadline does. */
export async function* guarded<T>(source: AsyncIterable<T>, deadline: Deadline): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    const step = await deadline.guard(iterator.next());
    if (step.done === true) return;
    deadline.touch();
    yield step.value;
  }
}
