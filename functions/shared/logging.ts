// Structured log lines (one JSON object each). Callers pass facts, never bodies, cookies, keys or personal data.

export type LogLevel = 'info' | 'warn' | 'error';
export interface Logger {
  log(level: LogLevel, event: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** `write` takes a whole line without its end, e.g. `(line) => process.stderr.write(`${line}\n`)`. */
export function createLogger(write: (line: string) => void, clock: () => Date = () => new Date()): Logger {
  return {
    log(level, event, facts = {}) {
      write(JSON.stringify({ at: clock().toISOString(), level, event, ...facts }));
    },
  };
}

export const SILENT: Logger = { log: () => undefined };

/** What a log may say of an unknown error: name, message and where; causes as a chain. Never sent to a client. */
export function errorFacts(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: `${error.name}: ${error.message}`,
    stack: error.stack
      ?.split('\n')
      .slice(1, 6)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
}
