// Patterns of schemas and forms, run by re2js: linear in the text, whatever the pattern. V8's RegExp cannot be interrupted.
import { RE2JS } from 're2js';

export interface Matcher {
  /** Whether the pattern is found anywhere in `text`, as JSON Schema's `pattern` means it. */
  test(text: string): boolean;
}

const CACHE_LIMIT = 500;
const cache = new Map<string, Matcher | string>();

/** @returns a matcher, or a sentence saying why the pattern cannot be used (look-around, back-references, bad syntax). Cached. */
export function compilePattern(pattern: string): Matcher | string {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const made = build(pattern);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(pattern, made);
  return made;
}

function build(pattern: string): Matcher | string {
  // re2js grows an engine of its own for look-behind; it is refused all the same, so that a form means one thing everywhere.
  if (hasLookAround(pattern)) return 'look-ahead and look-behind are not supported';
  if (pattern.length > 2000) return 'the pattern is longer than 2,000 characters';
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return error instanceof Error ? error.message : 'the pattern cannot be read';
  }
}

function hasLookAround(pattern: string): boolean {
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at];
    if (letter === '\\') at += 1;
    else if (letter === '[') inClass = true;
    else if (letter === ']') inClass = false;
    else if (!inClass && letter === '(' && /^\(\?<?[=!]/.test(pattern.slice(at, at + 4))) return true;
  }
  return false;
}
