// Finds what a `$ref` names. References stay inside their own schema: nothing is ever fetched.
import { isJsonObject, type JsonObject } from './json.ts';
import { segmentsOf } from './pointer.ts';

const indexes = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** @returns the schema that `reference` (`#`, `#/$defs/part`, `#anchor` or a `$id` of the same tree) names; undefined when there is none. */
export function resolveReference(root: unknown, reference: string): unknown {
  if (reference === '#') return root;
  if (reference.startsWith('#/')) return follow(root, reference.slice(1));
  if (!isJsonObject(root)) return undefined;
  const [base = '', fragment = ''] = reference.split('#');
  const found = indexOf(root).get(base === '' ? `#${fragment}` : base);
  return base !== '' && fragment.startsWith('/') ? follow(found, fragment) : found;
}

function follow(root: unknown, path: string): unknown {
  let at = root;
  for (const segment of segmentsOf(decoded(path))) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[segment];
  }
  return at;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function indexOf(root: JsonObject): ReadonlyMap<string, unknown> {
  const known = indexes.get(root);
  if (known) return known;
  const made = new Map<string, unknown>();
  collect(root, made, 0);
  indexes.set(root, made);
  return made;
}

function collect(schema: unknown, into: Map<string, unknown>, depth: number): void {
  if (typeof schema !== 'object' || schema === null || depth > 200) return;
  if (isJsonObject(schema)) {
    const { $id, $anchor, $dynamicAnchor } = schema;
    if (typeof $id === 'string') into.set($id.replace(/#$/, ''), schema);
    for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === 'string') into.set(`#${anchor}`, schema);
  }
  for (const part of Object.values(schema)) collect(part, into, depth + 1);
}
