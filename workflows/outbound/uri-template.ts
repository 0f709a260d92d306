// `{name}` in an endpoint, as the specification limits it: simple expansion of top-level input values. Pure.
import { AppError } from '../definition/errors.ts';
import type { Json, JsonObject } from '../definition/json.ts';

/** A missing value expands to nothing. @throws AppError `invalid` for a value that is no string, number, boolean or null. */
export function expandUri(template: string, variables: JsonObject): string {
  return template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value: Json = Object.hasOwn(variables, name) ? (variables[name] ?? null) : null;
    if (value === null) return '';
    if (typeof value === 'object') {
      throw new AppError(
        'invalid',
        `"{${name}}" in the endpoint needs text or a number, not ${Array.isArray(value) ? 'a list' : 'an object'}.`,
        { context: { title: 'An expression failed' } },
      );
    }
    return encodeURIComponent(String(value));
  });
}
