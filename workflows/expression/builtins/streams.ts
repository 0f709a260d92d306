// The streaming form of values: `tostream`, `fromstream`, `truncate_stream`.
import type { Json } from '../../definition/json.ts';
import { itemOf, sliceOf } from '../access.ts';
import { Draft } from '../draft.ts';
import { type Emit, type Filter, many } from '../filter.ts';
import { compareValues, described, isArray, isObject } from '../value.ts';
import { ascend, descend, raise, spend } from '../work.ts';
import { type Builtins, must } from './builtin.ts';

export const STREAMS: Builtins = {
  'tostream/0': () => many((input, _env, emit) => toStream(input, emit)),
  'fromstream/1': ([events]) => many((input, env, emit) => fromStream((each) => must(events).run(input, env, each), emit)),
  'truncate_stream/1': ([events]) => truncateStream(must(events)),
  // `depth | truncate_stream(events)` is the documented form; this one takes the depth as an argument.
  'truncate_stream/2': ([depth, events]) =>
    many((input, env, emit) => must(depth).run(input, env, (levels) => truncateStream(must(events)).run(levels, env, emit))),
};

/** `[path, leaf]` for every leaf, and `[path]` where a container that is not empty ends. */
function toStream(input: Json, emit: Emit): boolean {
  const visit = (value: Json, path: readonly Json[]): boolean => {
    spend(1);
    const keys: readonly Json[] = isArray(value) ? value.map((_, index) => index) : isObject(value) ? Object.keys(value) : [];
    if (keys.length === 0) return emit([path, value]);
    descend();
    for (const key of keys) {
      const inner = isArray(value) ? itemOf(value, key as number) : isObject(value) ? (value[key as string] ?? null) : null;
      if (visit(inner, [...path, key])) return true;
    }
    ascend();
    return emit([[...path, keys.at(-1) ?? null]]);
  };
  return visit(input, []);
}

function fromStream(run: (each: Emit) => boolean, emit: Emit): boolean {
  let draft = new Draft(null);
  return run((event) => {
    const path = itemOf(event, 0);
    if (!isArray(event) || !isArray(path)) return raise(`${described(event)} is not an event of a stream`);
    const isLeaf = event.length === 2;
    if (isLeaf) draft.set(path, event[1] ?? null);
    const isDone = isLeaf ? path.length === 0 : path.length === 1;
    if (!isDone) return false;
    const { root } = draft;
    draft = new Draft(null);
    return emit(root);
  });
}

/** Drops the first `.` keys of every path; events that are not deeper vanish. */
function truncateStream(events: Filter): Filter {
  return many((input, env, emit) =>
    events.run(null, env, (event) => {
      const path = itemOf(event, 0);
      const depth = isArray(path) ? path.length : 0;
      if (compareValues(depth, input) <= 0) return false;
      return emit([sliceOf(path, input, null), ...(isArray(event) ? event.slice(1) : [])]);
    }),
  );
}
