// What a domain task says of itself to everyone: validation, forms, docs, the interpreter and agents read this, never its code.
import type { JsonSchema } from './json.ts';

/**
 * light: pure or one quick query, runs as a local activity. heavy: files, mail, anything slow. model: speaks to a model endpoint.
 * wait: no activity at all, the interpreter itself waits (approve, form).
 */
export type CatalogTaskClass = 'light' | 'heavy' | 'model' | 'wait';

export interface CatalogEntry {
  /** Name and major version: `control-chart:1@default` is called as `control-chart`. */
  readonly name: string;
  readonly version: number;
  readonly title: { readonly ko: string; readonly en: string };
  readonly summary: { readonly ko: string; readonly en: string };
  readonly taskClass: CatalogTaskClass;
  /** Pure tasks run in a dry run; a task with effects needs a mock there. */
  readonly pure: boolean;
  /** JSON Schema 2020-12 of `with` and of the output. */
  readonly input: JsonSchema;
  readonly output: JsonSchema;
}

export type Catalog = Readonly<Record<string, CatalogEntry>>;
