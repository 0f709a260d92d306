// A value under construction: setpath many times over without copying the whole each time.
import type { Json } from '../definition/json.ts';
import { fieldOf, putField } from './access.ts';
import { isArray, isObject } from './value.ts';
import { deletePaths, getPath, setPath } from './update.ts';
import { spend } from './work.ts';

/**
 * Containers that this draft copied itself are `owned` and changed in place from then on; whatever holds an owned one is owned
 * too. An owned container that is handed out may be kept by the receiver, so from then on nothing counts as owned.
 */
export class Draft {
  root: Json;
  private owned = new Set<Json>();

  /** `isOwned`: nobody else holds the root container itself, so it may be changed in place from the start. */
  constructor(input: Json, isOwned = false) {
    this.root = input;
    if (isOwned) this.owned.add(input);
  }

  get(path: readonly Json[]): Json {
    const value = getPath(this.root, path);
    if (this.owned.has(value)) this.owned = new Set();
    return value;
  }

  set(path: readonly Json[], value: Json): void {
    spend(1);
    if (this.setInPlace(path, value)) return;
    this.root = setPath(this.root, path, value);
    this.own(path);
  }

  without(paths: Json[][]): Json {
    return deletePaths(this.root, paths);
  }

  /** Changes the innermost owned container on the path; what is deeper is copied. False when there is none. */
  private setInPlace(path: readonly Json[], value: Json): boolean {
    let container = this.root;
    let depth = 0;
    if (!this.owned.has(container)) return false;
    for (; depth < path.length - 1; depth += 1) {
      const inner = plainChild(container, path[depth] ?? null);
      if (inner === undefined || !this.owned.has(inner)) break;
      container = inner;
    }
    const key = path[depth];
    if (key === undefined) return false;
    return depth === path.length - 1 ? putPlain(container, key, value) : this.putDeeper(container, key, path.slice(depth + 1), value);
  }

  private putDeeper(container: Json, key: Json, rest: readonly Json[], value: Json): boolean {
    const inner = plainChild(container, key);
    return inner !== undefined && putPlain(container, key, setPath(inner, rest, value));
  }

  /** After a copying set, the containers along the path are fresh copies. */
  private own(path: readonly Json[]): void {
    let container: Json | undefined = this.root;
    for (const step of path) {
      if (container === undefined || container === null || typeof container !== 'object') return;
      this.owned.add(container);
      container = plainChild(container, step);
    }
  }
}

function plainChild(container: Json, key: Json): Json | undefined {
  if (isArray(container)) return typeof key === 'number' && Number.isInteger(key) && key >= 0 ? container[key] : undefined;
  return isObject(container) && typeof key === 'string' ? fieldOf(container, key) : undefined;
}

/** Puts a value at a key that needs no copying; false where the general way has to do it (or to fail). */
function putPlain(container: Json, key: Json, value: Json): boolean {
  if (isArray(container) && typeof key === 'number' && Number.isInteger(key) && key >= 0 && key <= container.length) {
    (container as Json[])[key] = value;
    return true;
  }
  if (!isObject(container) || typeof key !== 'string') return false;
  putField(container as Record<string, Json>, key, value);
  return true;
}
