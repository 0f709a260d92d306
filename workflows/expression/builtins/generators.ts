// Built-ins that drive other filters: selection, recursion, loops and limits. Path expressions where their arguments are.
import type { Json } from '../../definition/json.ts';
import { compileIterate, compileRecurse, eachOf, identity } from '../compile/access.ts';
import { type Env, type Filter, many, type PathEmit, single } from '../filter.ts';
import type { Path } from '../path.ts';
import { described, isTrue } from '../value.ts';
import { ascend, descend, raise, Raised, spend, work } from '../work.ts';
import { type Builtins, must, pathwise } from './builtin.ts';

const iterate = compileIterate(identity);

export const GENERATORS: Builtins = {
  'empty/0': () => ({ one: undefined, run: () => false, walk: () => false }),
  'error/0': () => single((input) => raise(input)),
  'error/1': ([message]) => many((input, env) => must(message).run(input, env, (value) => raise(value))),
  'map/1': ([body]) => map(must(body)),
  'select/1': ([condition]) => select(must(condition)),
  'recurse/0': () => compileRecurse(),
  'recurse/1': ([step]) => recurse(must(step)),
  'recurse/2': ([step, condition]) => recurse(must(step), must(condition)),
  'first/1': ([body]) => first(must(body)),
  'isempty/1': ([body]) => single((input, env) => !must(body).run(input, env, () => true)),
  'any/0': () => decide(iterate, identity, true),
  'any/1': ([condition]) => decide(iterate, must(condition), true),
  'any/2': ([source, condition]) => decide(must(source), must(condition), true),
  'all/0': () => decide(iterate, identity, false),
  'all/1': ([condition]) => decide(iterate, must(condition), false),
  'all/2': ([source, condition]) => decide(must(source), must(condition), false),
  'limit/2': ([count, body]) => eachCount(must(count), "limit doesn't support negative count", (limit) => limited(must(body), limit)),
  'skip/2': ([count, body]) => eachCount(must(count), "skip doesn't support negative count", (from) => skipped(must(body), from)),
  'nth/2': ([count, body]) => eachCount(must(count), "nth doesn't support negative indices", (at) => first(skipped(must(body), at))),
  'until/2': ([condition, step]) => until(must(condition), must(step)),
  'while/2': ([condition, step]) => recurseWhile(must(condition), must(step)),
  'repeat/1': ([body]) => repeat(must(body)),
};

function map(body: Filter): Filter {
  const { one } = body;
  if (one === undefined) {
    return single((input, env) => {
      const outputs: Json[] = [];
      const keep = (value: Json): boolean => {
        outputs.push(value);
        return false;
      };
      eachOf(input, (item) => body.run(item, env, keep));
      return outputs;
    });
  }
  return single((input, env) => {
    const outputs: Json[] = [];
    eachOf(input, (item) => {
      outputs.push(one(item, env));
      return false;
    });
    return outputs;
  });
}

function select(condition: Filter): Filter {
  const { one } = condition;
  const walk: Filter['walk'] = (input, path, env, emit) => condition.run(input, env, (value) => isTrue(value) && emit(input, path));
  if (one !== undefined) return { one: undefined, run: (input, env, emit) => isTrue(one(input, env)) && emit(input), walk };
  return { one: undefined, run: (input, env, emit) => condition.run(input, env, (value) => isTrue(value) && emit(input)), walk };
}

function first(body: Filter): Filter {
  return {
    one: undefined,
    run: (input, env, emit) => {
      let stopped = false;
      body.run(input, env, (value) => {
        stopped = emit(value);
        return true;
      });
      return stopped;
    },
    walk: (input, path, env, emit) => {
      let stopped = false;
      body.walk(input, path, env, (value, at) => {
        stopped = emit(value, at);
        return true;
      });
      return stopped;
    },
  };
}

/** `any` looks for a true output, `all` for a false one; both stop at the first. */
function decide(source: Filter, condition: Filter, wanted: boolean): Filter {
  return single((input, env) => {
    const found = source.run(input, env, (item) => condition.run(item, env, (value) => isTrue(value) === wanted));
    return found === wanted;
  });
}

function eachCount(count: Filter, refusal: string, build: (count: number) => Filter): Filter {
  return pathwise((input, path, env, emit) =>
    count.run(input, env, (value) => {
      if (typeof value !== 'number') return raise(`${described(value)} cannot be used as a count`);
      if (value < 0) return raise(refusal);
      return build(value).walk(input, path, env, emit);
    }),
  );
}

function limited(body: Filter, limit: number): Filter {
  return pathwise((input, path, env, emit) => {
    if (limit <= 0) return false;
    let taken = 0;
    let stopped = false;
    body.walk(input, path, env, (value, at) => {
      taken += 1;
      stopped = emit(value, at);
      return stopped || taken >= limit;
    });
    return stopped;
  });
}

function skipped(body: Filter, from: number): Filter {
  return pathwise((input, path, env, emit) => {
    let left = from;
    return body.walk(input, path, env, (value, at) => {
      left -= 1;
      return left < 0 && emit(value, at);
    });
  });
}

type Visit = (value: Json, path: Path | undefined) => boolean;

/**
 * Runs `step` and hands each output to `visit`, the last one by returning it: a chain of single outputs is a loop, not a
 * recursion. Where `step` fails after an output, that output still comes first.
 */
function tailOf(
  step: Filter,
  input: Json,
  path: Path | undefined,
  env: Env,
  visit: Visit,
): { value: Json; path: Path | undefined } | boolean {
  let held: { value: Json; path: Path | undefined } | undefined;
  const depth = work.depth;
  try {
    const stopped = step.walk(input, path, env, (value, at) => {
      spend(2);
      const before = held;
      held = undefined;
      if (before !== undefined && visit(before.value, before.path)) return true;
      held = { value, path: at };
      return false;
    });
    return stopped || (held ?? false);
  } catch (error) {
    const before = held as { value: Json; path: Path | undefined } | undefined;
    if (!(error instanceof Raised) || before === undefined) throw error;
    work.depth = depth;
    if (visit(before.value, before.path)) return true;
    throw error;
  }
}

/** Follows a chain: `each` looks at a value and says whether to go on from it. */
function follow(step: Filter, each: (value: Json, path: Path | undefined, env: Env, emit: PathEmit) => 'stop' | 'end' | 'go'): Filter {
  const visit = (start: Json, from: Path | undefined, env: Env, emit: PathEmit): boolean => {
    let value = start;
    let path = from;
    for (;;) {
      const verdict = each(value, path, env, emit);
      if (verdict !== 'go') return verdict === 'stop';
      descend();
      const next = tailOf(step, value, path, env, (inner, at) => visit(inner, at, env, emit));
      ascend();
      if (typeof next === 'boolean') return next;
      ({ value, path } = next);
    }
  };
  return pathwise((input, path, env, emit) => visit(input, path, env, emit));
}

function recurse(step: Filter, condition?: Filter): Filter {
  const guarded =
    condition === undefined
      ? step
      : pathwise((input, path, env, emit) => step.walk(input, path, env, (value, at) => select(condition).walk(value, at, env, emit)));
  return follow(guarded, (value, path, _env, emit) => (emit(value, path) ? 'stop' : 'go'));
}

/** A condition with several outputs forks, as in jq; with one output the chain is a loop. */
function loop(
  condition: Filter,
  step: Filter,
  decide: (isTrue: boolean, value: Json, path: Path | undefined, emit: PathEmit) => 'stop' | 'end' | 'go',
): Filter {
  const { one: test } = condition;
  if (test !== undefined) return follow(step, (value, path, env, emit) => decide(isTrue(test(value, env)), value, path, emit));
  const fork: Filter['walk'] = (value, path, env, emit) => {
    descend();
    const stopped = condition.run(value, env, (verdict) => {
      const next = decide(isTrue(verdict), value, path, emit);
      return next === 'stop' || (next === 'go' && step.walk(value, path, env, (inner, at) => fork(inner, at, env, emit)));
    });
    ascend();
    return stopped;
  };
  return pathwise(fork);
}

function until(condition: Filter, step: Filter): Filter {
  return loop(condition, step, (isDone, value, path, emit) => {
    if (!isDone) return 'go';
    return emit(value, path) ? 'stop' : 'end';
  });
}

function recurseWhile(condition: Filter, step: Filter): Filter {
  return loop(condition, step, (goesOn, value, path, emit) => {
    if (!goesOn) return 'end';
    return emit(value, path) ? 'stop' : 'go';
  });
}

/** jq 1.8: `def repeat(f): def r: f, r; r;`, the same outputs over and over. */
function repeat(body: Filter): Filter {
  return pathwise((input, path, env, emit) => {
    for (;;) {
      spend(1);
      if (body.walk(input, path, env, emit)) return true;
    }
  });
}
