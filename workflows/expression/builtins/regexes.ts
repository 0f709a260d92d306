// `test match capture scan split splits sub gsub`, all over one search.
import type { Json } from '../../definition/json.ts';
import { putField } from '../access.ts';
import { add } from '../arithmetic.ts';
import { codePointLength, codePointOffset } from '../code-points.ts';
import { type Env, type Filter, many } from '../filter.ts';
import { findMatches, type Match } from '../regex.ts';
import { described, isArray, kindOf } from '../value.ts';
import { raise, spend } from '../work.ts';
import { type Builder, type Builtins, must } from './builtin.ts';

export const REGEXES: Builtins = {
  ...family('test', false, (_text, matches, emit) => emit(matches.length > 0)),
  ...family('match', false, (text, matches, emit) => matches.some((match) => emit(matchObject(text, match)))),
  ...family('capture', false, (text, matches, emit) => matches.some((match) => emit(named(text, match)))),
  ...family('scan', true, (text, matches, emit) => matches.some((match) => emit(scanned(text, match)))),
  ...family('splits', true, (text, matches, emit) => pieces(text, matches).some(emit)),
  'split/2': ([pattern, flags]) => searching(must(pattern), must(flags), true, (text, matches, emit) => emit(pieces(text, matches))),
  'sub/2': ([pattern, text]) => substitution(must(pattern), must(text), undefined, ''),
  'sub/3': ([pattern, text, flags]) => substitution(must(pattern), must(text), must(flags), ''),
  'gsub/2': ([pattern, text]) => substitution(must(pattern), must(text), undefined, 'g'),
  'gsub/3': ([pattern, text, flags]) => substitution(must(pattern), must(text), must(flags), 'g'),
};

type Use = (text: string, matches: readonly Match[], emit: (value: Json) => boolean) => boolean;

const NO_FLAGS: Filter = {
  one: () => null,
  run: (_input, _env, emit) => emit(null),
  walk: (_input, _path, _env, emit) => emit(null, undefined),
};

/** One argument: a pattern, or `[pattern, flags]`. Two: pattern and flags. */
function family(name: string, isGlobal: boolean, use: Use): Record<string, Builder> {
  return {
    [`${name}/1`]: ([pattern]) => searching(must(pattern), NO_FLAGS, isGlobal, use, !isGlobal),
    [`${name}/2`]: ([pattern, flags]) => searching(must(pattern), must(flags), isGlobal, use),
  };
}

function searching(pattern: Filter, flags: Filter, isGlobal: boolean, use: Use, takesPair = false): Filter {
  return many((input, env, emit) =>
    flags.run(input, env, (modifiers) =>
      pattern.run(input, env, (source) => {
        const [regex, letters] = takesPair ? pairOf(source) : [source, modifiers];
        const { text, matches } = search(input, regex, letters, isGlobal);
        return use(text, matches, emit);
      }),
    ),
  );
}

function pairOf(source: Json): readonly [Json, Json] {
  if (typeof source === 'string') return [source, null];
  if (isArray(source) && source.length > 0) return [source[0] ?? null, source.length > 1 ? (source[1] ?? null) : null];
  return raise(`${kindOf(source)} not a string or array`);
}

function search(input: Json, regex: Json, flags: Json, isGlobal: boolean): { text: string; matches: Match[] } {
  if (typeof input !== 'string') return raise(`${described(input)} cannot be matched, as it is not a string`);
  if (typeof regex !== 'string') return raise(`${described(regex)} is not a string`);
  if (flags !== null && typeof flags !== 'string') return raise(`${described(flags)} is not a string`);
  const letters = `${flags ?? ''}${isGlobal ? 'g' : ''}`;
  if (!/^[gixspnl]*$/.test(letters)) return raise(`${letters} is not a valid modifier string`);
  return { text: input, matches: findMatches(regex, letters, input, letters.includes('g')) };
}

function matchObject(text: string, match: Match): Json {
  const part = (start: number, end: number): { offset: number; length: number; string: string } => {
    const string = text.slice(start, end);
    return { offset: codePointOffset(text, start), length: codePointLength(string), string };
  };
  spend(match.groups.length);
  const captures = match.groups.map(({ start, end, name }) =>
    start < 0 ? { offset: -1, string: null, length: 0, name } : { ...part(start, end), name },
  );
  return { ...part(match.start, match.end), captures };
}

function named(text: string, match: Match): Json {
  const object: Record<string, Json> = {};
  for (const { start, end, name } of match.groups) if (name !== null) putField(object, name, start < 0 ? null : text.slice(start, end));
  return object;
}

function scanned(text: string, match: Match): Json {
  if (match.groups.length === 0) return text.slice(match.start, match.end);
  return match.groups.map(({ start, end }) => (start < 0 ? null : text.slice(start, end)));
}

function pieces(text: string, matches: readonly Match[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of matches) {
    parts.push(text.slice(from, start));
    from = end;
  }
  return [...parts, text.slice(from)];
}

/** The replacement sees the named groups as its input; with several outputs each makes a result of its own. */
function substitution(pattern: Filter, replacement: Filter, flags: Filter | undefined, more: string): Filter {
  return many((input, env, emit) =>
    (flags ?? NO_FLAGS).run(input, env, (modifiers) =>
      pattern.run(input, env, (source) => {
        const letters = modifiers === null || typeof modifiers === 'string' ? `${modifiers ?? ''}${more}` : modifiers;
        const { text, matches } = search(input, source, letters, false);
        return substituted(text, matches, replacement, env, emit);
      }),
    ),
  );
}

function substituted(text: string, matches: readonly Match[], replacement: Filter, env: Env, emit: (value: Json) => boolean): boolean {
  const results: Json[] = [];
  let from = 0;
  for (const match of matches) {
    const gap = text.slice(from, match.start);
    let index = 0;
    replacement.run(named(text, match), env, (part) => {
      results[index] = add(results[index] ?? null, add(gap, part));
      index += 1;
      return false;
    });
    from = match.end;
  }
  if (results.length === 0) return emit(text);
  return results.some((result) => emit(add(result, text.slice(from))));
}
