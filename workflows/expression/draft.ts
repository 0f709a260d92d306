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

  constructor(input: Json) {
    this.root = input;
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

  /** True when the container at the end of the path is owned and the change is a plain one. */
  private setInPlace(path: readonly Json[], value: Json): boolean {
    const key = path.at(-1);
    let container = this.root;
    if (key === undefined || !this.owned.has(container)) return false;
    for (const step of path.slice(0, -1)) {
      const inner = plainChild(container, step);
      if (inner === undefined || !this.owned.has(inner)) return false;
      container = inner;
    }
    if (isArray(container) && typeof key === 'number' && Number.isInteger(key) && key >= 0 && key <= container.length) {
      (container as Json[])[key] = value;
      return true;
    }
    if (!isObject(container) || typeof key !== 'string') return false;
    putField(container as Record<string, Json>, key, value);
    return true;
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
