// What every route of the twin works with.
import type { ModelObjectStore } from '../transport.ts';
import type { DoorDeps } from './admission.ts';
import type { Upstream } from './byte-source.ts';
import type { ReasoningStyle } from './completion-wire.ts';

export interface TwinDeps extends DoorDeps {
  readonly store: ModelObjectStore;
  /** Where asynchronous results are written, such as s3://aix-local/model/. */
  readonly outputPrefix: string;
  readonly upstream: Upstream | undefined;
  readonly reasoningStyle: ReasoningStyle;
  /** Multiplies every waiting time; 0 takes none. */
  readonly timingFactor: number;
  /** Bytes of each streamed part; absent: 1 to 120 by chance of the seed. */
  readonly partBytes: number | undefined;
  readonly now: () => number;
}
