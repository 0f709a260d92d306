// Built-ins that find, read and change places in a value.
import type { Json } from '../../definition/json.ts';
import { compileRecurse } from '../compile/access.ts';
import { eachPath } from '../compile/assign.ts';
import { Draft } from '../draft.ts';
import { type Filter, many, single } from '../filter.ts';
import { extend, type Path, raisePathNeeded, ROOT, toKeys } from '../path.ts';
import { deletePaths, getPath, setPath } from '../update.ts';
import { isArray, isTrue } from '../value.ts';
import { raise } from '../work.ts';
import { type Builtins, must, withOne, withTwo } from './builtin.ts';

const recurse = compileRecurse();

export const PATHS: Builtins = {
  'path/1': ([body]) => many((input, env, emit) => eachPath(must(body), input, env, emit)),
  'paths/0': () => pathsWhere(() => true),
  'paths/1': ([condition]) => {
    const test = must(condition);
    return many((input, env, emit) =>
      recurse.walk(input, ROOT, env, (value, path) =>
        test.run(value, env, (verdict) => isTrue(verdict) && path !== undefined && path !== ROOT && emit(toKeys(path))),
      ),
    );
  },
  'leaf_paths/0': () => pathsWhere((value) => value === null || typeof value !== 'object'),
  'getpath/1': ([path]) => getPathFilter(must(path)),
  'setpath/2': withTwo((input, path, value) => setPath(input, pathArray(path), value)),
  'delpaths/1': withOne(deletePaths),
  'del/1': ([body]) =>
    single((input, env) => {
      const paths: Json[][] = [];
      eachPath(must(body), input, env, (path) => {
        paths.push(path);
        return false;
      });
      return deletePaths(input, paths);
    }),
  'pick/1': ([body]) =>
    single((input, env) => {
      const draft = new Draft(null);
      eachPath(must(body), input, env, (path) => {
        draft.set(path, getPath(input, path));
        return false;
      });
      return draft.root;
    }),
};

function pathsWhere(test: (value: Json) => boolean): Filter {
  return many((input, env, emit) =>
    recurse.walk(input, ROOT, env, (value, path) => path !== undefined && path !== ROOT && test(value) && emit(toKeys(path))),
  );
}

function pathArray(path: Json): readonly Json[] {
  return isArray(path) ? path : raise('Path must be specified as an array');
}

function getPathFilter(path: Filter): Filter {
  const { one } = path;
  return {
    one: one === undefined ? undefined : (input, env) => getPath(input, pathArray(one(input, env))),
    run: (input, env, emit) => path.run(input, env, (keys) => emit(getPath(input, pathArray(keys)))),
    walk: (input, from, env, emit) =>
      path.run(input, env, (keys) => {
        const at = from ?? raisePathNeeded(keys, input);
        return emit(getPath(input, pathArray(keys)), pathArray(keys).reduce<Path>(extend, at));
      }),
  };
}
