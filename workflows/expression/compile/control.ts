// `if`, `try`, `label` and `break`.
import { ancestor, Env, type Filter } from '../filter.ts';
import type { Scope } from '../scope.ts';
import { syntaxError } from '../source-position.ts';
import type { Node } from '../syntax.ts';
import { isTrue } from '../value.ts';
import { BreakSignal, CATCH_STEPS, Raised, spend, work } from '../work.ts';

export function compileIf(condition: Filter, then: Filter, otherwise: Filter): Filter {
  const { one: test } = condition;
  const { one: yes } = then;
  const { one: no } = otherwise;
  const walk: Filter['walk'] = (input, path, env, emit) =>
    condition.run(input, env, (value) => (isTrue(value) ? then : otherwise).walk(input, path, env, emit));
  if (test !== undefined && yes !== undefined && no !== undefined) {
    const one: Filter['one'] = (input, env) => (isTrue(test(input, env)) ? yes(input, env) : no(input, env));
    return { one, run: (input, env, emit) => emit(one(input, env)), walk };
  }
  if (test !== undefined) {
    return { one: undefined, run: (input, env, emit) => (isTrue(test(input, env)) ? then : otherwise).run(input, env, emit), walk };
  }
  return {
    one: undefined,
    run: (input, env, emit) => condition.run(input, env, (value) => (isTrue(value) ? then : otherwise).run(input, env, emit)),
    walk,
  };
}

/**
 * Catches the errors of its body only: an error raised by whoever takes the outputs passes through, which `outside` tells.
 * Without a handler the outputs simply end.
 */
export function compileTry(body: Filter, handler: Filter | undefined): Filter {
  const { one: tried } = body;
  const { one: handled } = handler ?? { one: undefined };
  return {
    one:
      tried === undefined || handled === undefined
        ? undefined
        : (input, env) => {
            const depth = work.depth;
            try {
              return tried(input, env);
            } catch (error) {
              return handled(caught(error, depth, false).value, env);
            }
          },
    run: (input, env, emit) => {
      const depth = work.depth;
      let outside = false;
      try {
        return body.run(input, env, (value) => {
          outside = true;
          const stopped = emit(value);
          outside = false;
          return stopped;
        });
      } catch (error) {
        const { value } = caught(error, depth, outside);
        return handler === undefined ? false : handler.run(value, env, emit);
      }
    },
    walk: (input, path, env, emit) => {
      const depth = work.depth;
      let outside = false;
      try {
        return body.walk(input, path, env, (value, at) => {
          outside = true;
          const stopped = emit(value, at);
          outside = false;
          return stopped;
        });
      } catch (error) {
        const { value } = caught(error, depth, outside);
        return handler === undefined ? false : handler.walk(value, undefined, env, emit);
      }
    },
  };
}

function caught(error: unknown, depth: number, outside: boolean): Raised {
  if (outside || !(error instanceof Raised)) throw error;
  work.depth = depth;
  spend(CATCH_STEPS);
  return error;
}

/** The run-time node of the label is its identity: a `break` of an outer activation finds the right one. */
export function compileLabel(body: Filter): Filter {
  return {
    one: undefined,
    run: (input, env, emit) => withLabel(new Env(env, null), (inner) => body.run(input, inner, emit)),
    walk: (input, path, env, emit) => withLabel(new Env(env, null), (inner) => body.walk(input, path, inner, emit)),
  };
}

function withLabel(label: Env, run: (label: Env) => boolean): boolean {
  const depth = work.depth;
  try {
    return run(label);
  } catch (error) {
    if (!(error instanceof BreakSignal) || error.label !== label) throw error;
    work.depth = depth;
    spend(CATCH_STEPS);
    return false;
  }
}

export function compileBreak(node: Extract<Node, { kind: 'break' }>, scope: Scope): Filter {
  const hops = scope.hopsTo('label', node.name);
  if (hops === undefined)
    throw syntaxError(scope.source, node.at, `$*label-${node.name} is not defined: write label $${node.name} | ... around the break`);
  const leave = (env: Env): never => {
    throw new BreakSignal(ancestor(env, hops));
  };
  return { one: undefined, run: (_input, env) => leave(env), walk: (_input, _path, env) => leave(env) };
}
