// Liveness and readiness. The checks are parameters: whoever composes the app knows what it stands on.

export type ComponentState = 'ok' | 'down';
export interface ComponentHealth {
  readonly state: ComponentState;
  /** One short sentence for whoever looks after the machine; no addresses with passwords. */
  readonly detail?: string;
}
/** Throws or rejects when the component is down; may return a remark. */
export type HealthCheck = () => Promise<string | undefined | void>;
export interface HealthReport {
  readonly status: 'ready' | 'not-ready';
  readonly components: Readonly<Record<string, ComponentHealth>>;
}

async function within(check: HealthCheck, timeoutMilliseconds: number): Promise<ComponentHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMilliseconds} ms`)), timeoutMilliseconds);
  });
  try {
    const detail = await Promise.race([check(), late]);
    return detail === undefined ? { state: 'ok' } : { state: 'ok', detail };
  } catch (error) {
    return { state: 'down', detail: error instanceof Error ? error.message.split('\n')[0] : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Runs every check side by side, each with a time limit. `components` keeps the names given (database, temporal, worker, model). */
export async function checkHealth(checks: Readonly<Record<string, HealthCheck>>, timeoutMilliseconds = 2000): Promise<HealthReport> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await within(check, timeoutMilliseconds)] as const),
  );
  const ready = entries.every(([, component]) => component.state === 'ok');
  return { status: ready ? 'ready' : 'not-ready', components: Object.fromEntries(entries) };
}
