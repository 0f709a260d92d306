// All built-ins by `name/arity`, and the names that an expression must do without, each with its reason.
import type { Builder } from './builtin.ts';
import { ARRAYS } from './arrays.ts';
import { DATES } from './dates.ts';
import { FILTERS } from './filters.ts';
import { GENERATORS } from './generators.ts';
import { MATHS } from './maths.ts';
import { PATHS } from './paths.ts';
import { RANGES } from './ranges.ts';
import { REGEXES } from './regexes.ts';
import { STREAMS } from './streams.ts';
import { TEXTS } from './texts.ts';
import { VALUES } from './values.ts';
import { ofInput } from './builtin.ts';

const BUILTINS: ReadonlyMap<string, Builder> = new Map(
  Object.entries({
    ...GENERATORS,
    ...RANGES,
    ...FILTERS,
    ...VALUES,
    ...ARRAYS,
    ...PATHS,
    ...STREAMS,
    ...TEXTS,
    ...REGEXES,
    ...MATHS,
    ...DATES,
    'builtins/0': ofInput(() => [...BUILTINS.keys()].filter((name) => !name.startsWith('_'))),
  }),
);

export function findBuiltin(nameAndArity: string): Builder | undefined {
  return BUILTINS.get(nameAndArity);
}

export function builtinNames(): string[] {
  return [...BUILTINS.keys()];
}

const IO = 'an expression reads nothing but its input and its variables';

/** Functions of jq that reach outside, by name. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ...[
    'input',
    'inputs',
    'input_filename',
    'input_line_number',
    'env',
    'get_search_list',
    'modulemeta',
    'get_prog_origin',
    'get_jq_origin',
  ].map((name): [string, string] => [name, IO]),
  ...['debug', 'stderr'].map((name): [string, string] => [name, 'an expression writes nothing but its outputs']),
  ...['halt', 'halt_error'].map((name): [string, string] => [name, 'an expression cannot end the program; use error(...)']),
]);
