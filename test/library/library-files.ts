// The shipped definitions and their fixtures, as the tests of this folder read them.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '../../workflows/definition/json.ts';

const LIBRARY = fileURLToPath(new URL('../../workflows/library/', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures/library/', import.meta.url));

/** One run of a definition: what is entered, how people, model and files answer, and what must come out. */
export interface LibraryCase {
  readonly name: string;
  readonly input: JsonObject;
  readonly mocks: JsonObject;
  readonly expect: { readonly output: Json; readonly steps: readonly string[] };
}

export interface LibraryFixture {
  readonly cases: readonly LibraryCase[];
  /** Inputs that the form refuses, and where. */
  readonly bad: readonly { readonly name: string; readonly input: Json; readonly paths: readonly string[] }[];
}

export const libraryNames: readonly string[] = readdirSync(LIBRARY)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace(/\.yaml$/, ''))
  .toSorted();

export function libraryFile(name: string): string {
  return `${LIBRARY}${name}.yaml`;
}

export function libraryFixture(name: string): LibraryFixture {
  return JSON.parse(readFileSync(`${FIXTURES}${name}.json`, 'utf8')) as LibraryFixture;
}
