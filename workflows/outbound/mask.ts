// Keeps secrets out of what leaves a call: outputs, errors. Whoever reads or makes a secret during a call tells the mask.
import { isJsonObject, type Json } from '../definition/json.ts';

/** Shorter values are left alone: masking "1" would destroy the data around it. */
const SHORTEST = 6;
const SHOWN = '***';

export interface Mask {
  /** Remembers the text of a credential: hidden in errors and in what is shown of the request. */
  add(value: Json | undefined): void;
  /** Remembers every text inside a stored secret, or one made from it: hidden in answers too, should a server echo it. */
  addSecret(value: Json | undefined): void;
  /** For errors and for what is shown of the request. */
  text(text: string): string;
  /** For the content of answers. Keys stay. */
  content(value: Json): Json;
}

export function createMask(): Mask {
  const credentials = new Set<string>();
  const secrets = new Set<string>();
  return {
    add: (value) => collect(value, credentials),
    addSecret: (value) => {
      collect(value, credentials);
      collect(value, secrets);
    },
    text: (text) => hidden(text, credentials),
    content: (value) => (secrets.size === 0 ? value : hiddenIn(value, secrets)),
  };
}

function collect(value: Json | undefined, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length < SHORTEST) return;
    into.add(value);
    into.add(encodeURIComponent(value));
  } else if (isJsonObject(value)) Object.values(value).forEach((part) => collect(part, into));
  else if (Array.isArray(value)) (value as readonly Json[]).forEach((part) => collect(part, into));
}

function hidden(text: string, words: ReadonlySet<string>): string {
  let shown = text;
  // Longest first, or a secret that contains another would leave its rest behind.
  for (const word of [...words].toSorted((left, right) => right.length - left.length)) shown = shown.replaceAll(word, SHOWN);
  return shown;
}

function hiddenIn(value: Json, words: ReadonlySet<string>): Json {
  if (typeof value === 'string') return hidden(value, words);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hiddenIn(part, words)]));
  return Array.isArray(value) ? (value as readonly Json[]).map((part) => hiddenIn(part, words)) : value;
}
