// What of an event filter can be judged without a run: type, source and subject as they are written. Shared by run, database and relay.
import { isRuntimeExpression } from '../expression/runtime-expression.ts';
import type { EventConsumption, EventFilter } from './document.ts';
import type { JsonObject } from './json.ts';

/** An attribute that is absent may have any value. */
export interface LiteralFilter {
  readonly type?: string;
  readonly source?: string;
  readonly subject?: string;
}

const ATTRIBUTES = ['type', 'source', 'subject'] as const;

/** Expressions, data and correlation are left out: what is left may let too much through, never too little. */
export function literalFilter(filter: EventFilter): LiteralFilter {
  const literal = ATTRIBUTES.flatMap((name) => {
    const wanted = filter.with[name];
    return typeof wanted === 'string' && !isRuntimeExpression(wanted) ? [[name, wanted] as const] : [];
  });
  return Object.fromEntries(literal);
}

/** Every filter that may ever be met: those of `one`, `all` or `any`, and of `until`. No filter at all (`any: []`) wants everything. */
export function literalFilters(to: EventConsumption): readonly LiteralFilter[] {
  const own = [...(to.one ? [to.one] : []), ...(to.all ?? []), ...(to.any ?? [])];
  const until = to.until === undefined || typeof to.until === 'string' ? [] : literalFilters(to.until);
  return [...(own.length > 0 ? own.map(literalFilter) : [{}]), ...until];
}

export function mayMatch(filter: LiteralFilter, event: JsonObject): boolean {
  return ATTRIBUTES.every((name) => filter[name] === undefined || filter[name] === event[name]);
}
