// What the twin can be told to do instead of answering well: a closed list, with a queue that says to which call each applies.
import { isJsonObject } from '../../definition/json.ts';
import type { Json } from '../../definition/json.ts';

export type Behaviour =
  /** Answers exactly this. `hermes` writes the calls as <tool_call> text, as a server without a tool parser would. */
  | {
      readonly kind: 'answer';
      readonly text?: string;
      readonly reasoning?: string;
      readonly toolCalls?: readonly { readonly name: string; readonly arguments: Json }[];
      readonly hermes?: boolean;
      readonly finishReason?: string;
      /** Pretends to have needed this many tokens: for the limits of time. */
      readonly tokens?: number;
    }
  | { readonly kind: 'empty' | 'not-json' | 'schema-invalid' | 'obedient' | 'garbage' }
  /** The same words until max_tokens; `endless` never stops. */
  | { readonly kind: 'repeated'; readonly endless?: boolean }
  | { readonly kind: 'huge'; readonly bytes?: number }
  /** Ends in the middle, by default within a character: the socket breaks, or (orderly) the body just ends, by default between two events. */
  | { readonly kind: 'cut'; readonly afterBytes?: number; readonly orderly?: boolean }
  | { readonly kind: 'bad-frame' }
  | {
      readonly kind: 'stream-error';
      readonly code: 'ModelInvocationTimeExceeded' | 'StreamBroken' | 'InternalStreamFailure';
      readonly afterBytes?: number;
    }
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  | {
      readonly kind:
        | 'asleep'
        | 'not-ready'
        | 'service-unavailable'
        | 'internal-failure'
        | 'dependency'
        | 'forbidden'
        | 'not-found'
        | 'timeout';
    }
  | { readonly kind: 'validation'; readonly message: string }
  /** The container's own error: ModelError with OriginalStatusCode. */
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** Real milliseconds before the first byte, whatever the timing factor. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Accepts and never answers; `reset` closes the socket at once. */
  | { readonly kind: 'hang' | 'reset' };

export type BehaviourKind = Behaviour['kind'];

export interface ScriptEntry {
  readonly behaviour: Behaviour;
  /** How many matching calls it applies to; 1 unless given, `"always"` until cleared. */
  readonly times?: number | 'always';
  readonly match?: { readonly endpoint?: string; readonly path?: string /** Text that stands in a message. */; readonly contains?: string };
}

export interface Script {
  add(entries: readonly ScriptEntry[]): void;
  clear(): void;
  /** The first entry that fits, counted down; undefined: answer well. */
  next(call: { readonly endpoint: string; readonly path: string; readonly text: string }): Behaviour | undefined;
  readonly waiting: number;
}

export function createScript(): Script {
  let entries: { readonly entry: ScriptEntry; left: number }[] = [];
  return {
    add(added) {
      for (const entry of added) entries.push({ entry, left: entry.times === 'always' ? Number.POSITIVE_INFINITY : (entry.times ?? 1) });
    },
    clear() {
      entries = [];
    },
    next({ endpoint, path, text }) {
      const found = entries.find(({ entry: { match } }) => {
        if (match === undefined) return true;
        const fits = (wanted: string | undefined, has: string) => wanted === undefined || wanted === has;
        return fits(match.endpoint, endpoint) && fits(match.path, path) && (match.contains === undefined || text.includes(match.contains));
      });
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) entries = entries.filter((candidate) => candidate !== found);
      return found.entry.behaviour;
    },
    get waiting() {
      return entries.length;
    },
  };
}

const KINDS: ReadonlySet<string> = new Set<BehaviourKind>([
  'answer',
  'empty',
  'not-json',
  'schema-invalid',
  'obedient',
  'garbage',
  'repeated',
  'huge',
  'cut',
  'bad-frame',
  'stream-error',
  'throttle',
  'asleep',
  'not-ready',
  'service-unavailable',
  'internal-failure',
  'dependency',
  'forbidden',
  'not-found',
  'timeout',
  'validation',
  'status',
  'slow',
  'hang',
  'reset',
]);

/** A behaviour from a header or the control API; undefined when it is none. Fields beyond the kind are believed: the caller is on this machine. */
export function readBehaviour(value: unknown): Behaviour | undefined {
  const told = typeof value === 'string' ? { kind: value } : value;
  return isJsonObject(told) && typeof told.kind === 'string' && KINDS.has(told.kind) ? (told as unknown as Behaviour) : undefined;
}
