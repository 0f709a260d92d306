// Which members a JSON Schema declares at one place, over allOf/anyOf/oneOf/if and local $ref, so that undeclared ones can be dropped.
import { isJsonObject } from '../definition/json.ts';
import type { Json, JsonSchema } from '../definition/json.ts';

export interface DeclaredKeys {
  /** The schema of a member; undefined when it is not declared. */
  member(key: string): JsonSchema | undefined;
  item(index: number): JsonSchema;
}

const MAX_BRANCHES = 200;

/** Gathers every schema that applies at this place; a place where no `properties` stand is open. */
export function declaredKeys(schema: JsonSchema, root: JsonSchema): DeclaredKeys {
  const branches = gather(schema, root);
  const closed = branches.some((branch) => isJsonObject(branch.properties));
  return {
    member(key) {
      const found: JsonSchema[] = [];
      for (const branch of branches) {
        const named = isJsonObject(branch.properties) && Object.hasOwn(branch.properties, key) ? branch.properties[key] : undefined;
        if (isSchema(named)) found.push(named);
        else if (isWelcome(branch.additionalProperties)) found.push(branch.additionalProperties);
        else if (isJsonObject(branch.patternProperties)) found.push(true);
      }
      if (found.length === 0) return closed ? undefined : true;
      return found.length === 1 ? found[0] : { anyOf: found as readonly Json[] };
    },
    item(index) {
      for (const branch of branches) {
        const positional = Array.isArray(branch.prefixItems) ? branch.prefixItems[index] : undefined;
        if (isSchema(positional)) return positional;
        if (isSchema(branch.items)) return branch.items;
      }
      return true;
    },
  };
}

/** `additionalProperties: true` or a schema welcomes more; absent, the author meant the list. */
function isWelcome(value: Json | undefined): value is JsonSchema {
  return value === true || isJsonObject(value);
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value);
}

function gather(schema: JsonSchema, root: JsonSchema) {
  const branches: { readonly [key: string]: Json }[] = [];
  const pending: (Json | undefined)[] = [schema];
  const seen = new Set<Json>();
  while (pending.length > 0 && branches.length < MAX_BRANCHES) {
    const next = pending.pop();
    if (!isJsonObject(next) || seen.has(next)) continue;
    seen.add(next);
    branches.push(next);
    if (typeof next.$ref === 'string') pending.push(resolveLocal(next.$ref, root));
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) if (Array.isArray(next[keyword])) pending.push(...next[keyword]);
    pending.push(next.if, next.then, next.else);
  }
  return branches;
}

/** `#/$defs/name` within the same schema; anything else resolves to nothing. */
export function resolveLocal(reference: string, root: JsonSchema): Json | undefined {
  if (!reference.startsWith('#')) return undefined;
  let current: Json | undefined = root;
  for (const raw of reference
    .slice(1)
    .split('/')
    .filter((part) => part !== '')) {
    const key = decodeURIComponent(raw).replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}
