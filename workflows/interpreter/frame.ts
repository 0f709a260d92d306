// Explicit state of what is running: a tree of plain objects beside the tree of tasks. It is the only state that
// continue-as-new carries, so whatever a task kind must know after it lives in its frame and nowhere else.
import type { Json } from '../definition/json.ts';

/** A mutable, serializable record. Each task kind says in its own file which keys it uses. */
export interface Frame {
  [key: string]: Json | Frame | undefined;
}

/** The frame of a part of `parent`, made when absent: after continue-as-new it is there already. */
export function childFrame(parent: Frame, key: string): Frame {
  const existing = parent[key];
  if (typeof existing === 'object' && existing !== null && !Array.isArray(existing)) return existing as Frame;
  const made: Frame = {};
  parent[key] = made;
  return made;
}

export function numberIn(frame: Frame, key: string): number | undefined {
  const value = frame[key];
  return typeof value === 'number' ? value : undefined;
}

/** Json stored in a frame, else something else: null is a value like any other. */
export function jsonOr(frame: Frame, key: string, otherwise: Json): Json {
  const stored = jsonIn(frame, key);
  return stored === undefined ? otherwise : stored;
}

/** Json stored in a frame; `undefined` when nothing was stored. */
export function jsonIn(frame: Frame, key: string): Json | undefined {
  return frame[key] as Json | undefined;
}
