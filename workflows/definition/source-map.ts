// Where in the text each value of a document stands, so that every issue can name a line and a column.
import { parentPointer } from './pointer.ts';

export interface Place {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

export interface SourceMap {
  /** Where `path` is named: its key in a mapping, its first letter in a list. Falls back to the nearest parent that stands in the text. */
  locate(path: string): Place;
  /** Where the value at `path` itself begins, with the same fall-back. */
  locateValue(path: string): Place;
}

/** Start of a key and of its value, as offsets into the text. */
export interface Span {
  readonly key: number;
  readonly value: number;
}

export function sourceMap(spans: ReadonlyMap<string, Span>, placeAt: (offset: number) => Place): SourceMap {
  const spanOf = (path: string): Span => {
    let at: string | undefined = path;
    while (at !== undefined) {
      const span = spans.get(at);
      if (span) return span;
      at = parentPointer(at);
    }
    return { key: 0, value: 0 };
  };
  return {
    locate: (path) => placeAt(spanOf(path).key),
    locateValue: (path) => placeAt(spanOf(path).value),
  };
}

/** For documents that never were text: everything is at the start. */
export const NO_SOURCE: SourceMap = sourceMap(new Map(), () => ({ line: 1, column: 1 }));
