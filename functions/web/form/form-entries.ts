// The posted controls as text by name. Files are named, never read here: a form's data holds references, not bytes.
import type { FormEntries } from './field-model.ts';

export interface PostedForm {
  readonly entries: FormEntries;
  /** Names of controls that brought a file. */
  readonly files: readonly string[];
}

export function postedForm(data: FormData): PostedForm {
  const entries = new Map<string, string[]>();
  const files: string[] = [];
  for (const [name, value] of data) {
    if (typeof value === 'string') {
      const list = entries.get(name);
      if (list === undefined) entries.set(name, [value]);
      else list.push(value);
    } else if (value.size > 0 || value.name !== '') files.push(name);
  }
  return { entries, files };
}

export function firstText(entries: FormEntries, name: string): string | undefined {
  return entries.get(name)?.[0];
}

/** Row numbers that occur under `pointer`, ascending: `/rows/0/x`, `/rows/4/x` -> [0, 4]. */
export function rowNumbers(entries: FormEntries, pointer: string): readonly number[] {
  const prefix = `${pointer}/`;
  const found = new Set<number>();
  for (const name of entries.keys()) {
    if (!name.startsWith(prefix)) continue;
    const row = /^(\d{1,4})\//.exec(name.slice(prefix.length))?.[1];
    if (row !== undefined) found.add(Number(row));
  }
  return [...found].sort((a, b) => a - b);
}
