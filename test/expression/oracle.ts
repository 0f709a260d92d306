// jq itself (WebAssembly) as the other opinion: same filter, same input, outputs and whether it failed.
import { loadJq } from 'jq-wasm';

export interface OracleAnswer {
  /** One compact JSON text per output. */
  readonly outputs: readonly string[];
  readonly error: string | undefined;
  readonly isSyntaxError: boolean;
}

export interface Oracle {
  readonly version: string;
  ask(filter: string, input: string): OracleAnswer;
}

export async function createOracle(): Promise<Oracle> {
  const jq = await loadJq();
  return {
    version: jq.version,
    ask: (filter, input) => {
      const { stdout, stderr, exitCode } = jq.raw(input, filter, ['-c']);
      const outputs = stdout.split('\n').filter((line) => line !== '');
      const message = /^jq: error \(at [^)]*\)(?: \(not a string\))?: ?([\s\S]*)$/.exec(stderr.trim())?.[1];
      return { outputs, error: exitCode === 0 ? undefined : (message ?? stderr.trim()), isSyntaxError: exitCode === 3 };
    },
  };
}
