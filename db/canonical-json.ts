// RFC 8785 canonical JSON: the one text of a value that hashes are taken of.
import type { Json } from '../workflows/definition/json.ts';

/** Keys in order of their UTF-16 code units, no white space, numbers and strings as ECMAScript writes them (which RFC 8785 prescribes). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member as Json)}`);
  return `{${members.join(',')}}`;
}
