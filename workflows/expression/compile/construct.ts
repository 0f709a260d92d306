// `[...]`, `{...}`, interpolated strings and formats.
import type { Json } from '../../definition/json.ts';
import { putField } from '../access.ts';
import { type Env, type Filter, many, single } from '../filter.ts';
import { applyFormat, isFormat } from '../builtins/formats.ts';
import type { Scope } from '../scope.ts';
import { syntaxError } from '../source-position.ts';
import { described } from '../value.ts';
import { chargeText, raise } from '../work.ts';

export function compileArray(body: Filter | undefined): Filter {
  if (body === undefined) return single(() => []);
  const { one } = body;
  if (one !== undefined) return single((input, env) => [one(input, env)]);
  return single((input, env) => collect(body, input, env));
}

/** Every output of a filter. */
export function collect(filter: Filter, input: Json, env: Env): Json[] {
  const outputs: Json[] = [];
  filter.run(input, env, (value) => {
    outputs.push(value);
    return false;
  });
  return outputs;
}

interface Entry {
  readonly key: Filter;
  readonly value: Filter;
}

/** With several outputs the last entry varies fastest, as in jq. */
export function compileObject(entries: readonly Entry[]): Filter {
  const singles = entries.flatMap(({ key, value }) => (key.one && value.one ? [{ key: key.one, value: value.one }] : []));
  if (singles.length === entries.length) {
    return single((input, env) => {
      const object: Record<string, Json> = {};
      for (const { key, value } of singles) {
        const name = key(input, env);
        const member = value(input, env);
        putField(object, keyText(name), member);
      }
      return object;
    });
  }
  return many((input, env, emit) => {
    const keys: string[] = [];
    const values: Json[] = [];
    const fill = (index: number): boolean => {
      const entry = entries[index];
      if (entry === undefined) return emit(assemble(keys, values));
      return entry.key.run(input, env, (key) => {
        return entry.value.run(input, env, (value) => {
          // Checked here, behind the value: an error of the value comes first.
          keys[index] = keyText(key);
          values[index] = value;
          return fill(index + 1);
        });
      });
    };
    return fill(0);
  });
}

function assemble(keys: readonly string[], values: readonly Json[]): Json {
  const object: Record<string, Json> = {};
  keys.forEach((key, index) => putField(object, key, values[index] ?? null));
  return object;
}

function keyText(key: Json): string {
  return typeof key === 'string' ? key : raise(`Cannot use ${described(key)} as object key`);
}

/** `"a\(.b)c"`, each interpolation through the format. With several outputs the first interpolation varies fastest. */
export function compileText(format: string, parts: readonly (string | Filter)[]): Filter {
  const fill = (input: Json, env: Env, index: number, tail: string, emit: (text: string) => boolean): boolean => {
    const part = parts[index];
    if (part === undefined) return emit(tail);
    if (typeof part === 'string') return fill(input, env, index - 1, part + tail, emit);
    return part.run(input, env, (value) => {
      const text = applyFormat(format, value);
      chargeText(text.length + tail.length);
      return fill(input, env, index - 1, text + tail, emit);
    });
  };
  if (parts.every((part) => typeof part === 'string' || part.one !== undefined)) {
    return single((input, env) => {
      let result = '';
      fill(input, env, parts.length - 1, '', (text) => {
        result = text;
        return false;
      });
      return result;
    });
  }
  return many((input, env, emit) => fill(input, env, parts.length - 1, '', emit));
}

export function compileFormat(name: string, at: number, scope: Scope): Filter {
  if (!isFormat(name))
    throw syntaxError(
      scope.source,
      at,
      `@${name} is not a valid format; there are @text @json @html @uri @urid @csv @tsv @sh @base64 @base64d`,
    );
  return single((input) => applyFormat(name, input));
}
