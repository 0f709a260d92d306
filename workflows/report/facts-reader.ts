// Reads a template's facts leniently: a missing or wrongly typed fact is undefined, and the report shows n/a there instead of failing.
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';

export interface FactsReader {
  readonly value: (...path: readonly string[]) => Json | undefined;
  readonly text: (...path: readonly string[]) => string | undefined;
  readonly number: (...path: readonly string[]) => number | undefined;
  readonly flag: (...path: readonly string[]) => boolean | undefined;
  /** Readers for the objects of a list; empty where there is none. */
  readonly list: (...path: readonly string[]) => readonly FactsReader[];
  readonly texts: (...path: readonly string[]) => readonly string[];
  readonly numbers: (...path: readonly string[]) => readonly number[];
  /** A reader for a nested object, undefined where there is none. */
  readonly part: (...path: readonly string[]) => FactsReader | undefined;
  readonly entries: () => readonly (readonly [string, Json])[];
}

/** A reader over facts; numbers written as text ("12.5") count as numbers, as forms and CSV imports give them. */
export function createFactsReader(facts: Json | undefined): FactsReader {
  const root: JsonObject = isJsonObject(facts) ? facts : {};
  const value = (...path: readonly string[]): Json | undefined => {
    let at: Json | undefined = root;
    for (const key of path) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    return at ?? undefined;
  };
  const items = (path: readonly string[]): readonly Json[] => {
    const list = value(...path);
    return Array.isArray(list) ? list : [];
  };
  return {
    value,
    text: (...path) => textOf(value(...path)),
    number: (...path) => numberOf(value(...path)),
    flag: (...path) => {
      const flag = value(...path);
      return typeof flag === 'boolean' ? flag : undefined;
    },
    list: (...path) => items(path).filter(isJsonObject).map(createFactsReader),
    texts: (...path) => items(path).flatMap((item) => textOf(item) ?? []),
    numbers: (...path) => items(path).flatMap((item) => numberOf(item) ?? []),
    part: (...path) => {
      const part = value(...path);
      return isJsonObject(part) ? createFactsReader(part) : undefined;
    },
    entries: () => Object.entries(root),
  };
}

/** A scalar as text; lists of scalars joined by commas; objects by their message, text, name or code. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return (
      value
        .map((item: Json) => textOf(item) ?? '')
        .filter(Boolean)
        .join(', ') || undefined
    );
  if (isJsonObject(value)) return textOf(value.message ?? value.text ?? value.name ?? value.code ?? undefined);
  return undefined;
}

function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim())) return Number(value);
  return undefined;
}
