// Paths as linked nodes, so that going one step deeper costs one small object.
import type { Json } from '../definition/json.ts';
import { shown } from './value.ts';
import { raise } from './work.ts';

export class Path {
  constructor(
    readonly parent: Path | undefined,
    readonly key: Json,
  ) {}
}

/** The input itself. */
export const ROOT = new Path(undefined, null);
/** Nobody asks for the path: a path-capable filter runs for its values only. */
export const UNTRACKED = new Path(undefined, null);

export function extend(path: Path, key: Json): Path {
  return path === UNTRACKED ? path : new Path(path, key);
}

export function toKeys(path: Path): Json[] {
  const keys: Json[] = [];
  for (let node = path; node.parent !== undefined; node = node.parent) keys.push(node.key);
  return keys.reverse();
}

/**
 * A computed value keeps the path when it *is* the value at the path: jq compares identities. Strings and numbers made anew
 * are other values, which JavaScript cannot tell, so they never count as the same.
 */
export function pathOfSame(value: Json, input: Json, path: Path | undefined): Path | undefined {
  if (path === UNTRACKED) return path;
  return value === input && typeof value !== 'string' && typeof value !== 'number' ? path : undefined;
}

export function requireElementPath(path: Path | undefined, value: Json, key: Json): Path {
  return path ?? raisePathNeeded(key, value);
}

export function requireIterablePath(path: Path | undefined, value: Json): Path {
  return path ?? raise(`Invalid path expression near attempt to iterate through ${shown(value)}`);
}

export function requireResultPath(path: Path | undefined, value: Json): Path {
  return path ?? raise(`Invalid path expression with result ${shown(value)}`);
}

export function raisePathNeeded(key: Json, value: Json): never {
  return raise(`Invalid path expression near attempt to access element ${shown(key)} of ${shown(value)}`);
}
