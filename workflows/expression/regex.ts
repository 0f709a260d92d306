// Regular expressions for jq's functions, run by re2js: linear in the text whatever the pattern. Oniguruma's flags
// where RE2 has a counterpart.
import { RE2JS } from 're2js';
import { toRe2 } from './regex-translate.ts';
import { chargeText, raise, spend } from './work.ts';

export interface Match {
  /** UTF-16 offsets of the match and of its groups; -1 for a group that took no part. */
  readonly start: number;
  readonly end: number;
  readonly groups: readonly { readonly start: number; readonly end: number; readonly name: string | null }[];
}

interface Compiled {
  readonly pattern: RE2JS;
  readonly names: readonly (string | null)[];
}

const CACHE_LIMIT = 200;
const MAX_PATTERN = 2000;
const MAX_EXPANSION = 1000;
const cache = new Map<string, Compiled | string>();

/** Sentence about a pattern that RE2 can never run, for validation; undefined when it may run. */
export function unsupportedRegex(pattern: string): string | undefined {
  if (/\(\?<?[=!]/.test(withoutEscapes(pattern))) return 'look-ahead and look-behind are not supported (regex-unsupported)';
  return /\\[1-9]|\\k</.test(pattern.replaceAll('\\\\', '')) ? 'back-references are not supported (regex-unsupported)' : undefined;
}

/** Escapes and character classes blanked out, so that what is left is syntax. */
function withoutEscapes(pattern: string): string {
  return pattern.replace(/\\./gs, '__').replace(/\[\^?\]?[^\]]*\]/g, '_');
}

/** @throws Raised with jq's `Regex failure` message */
export function compileRegex(pattern: string, flags: string): Compiled {
  const key = `${flags}/${pattern}`;
  const known = cache.get(key) ?? build(pattern, flags);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, known);
  return typeof known === 'string' ? raise(`Regex failure: ${known}`) : known;
}

function build(pattern: string, flags: string): Compiled | string {
  if (pattern.length > MAX_PATTERN) return `the pattern is longer than ${MAX_PATTERN} characters`;
  if (expansionOf(pattern) > MAX_EXPANSION) return `its repetitions are larger than ${MAX_EXPANSION} together`;
  const refusal = unsupportedRegex(pattern);
  if (refusal !== undefined) return refusal;
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('p')) bits |= RE2JS.DOTALL;
  if (flags.includes('l')) bits |= RE2JS.LONGEST_MATCH;
  try {
    const compiled = RE2JS.compile(toRe2(flags.includes('x') ? withoutBlanks(pattern) : pattern), bits);
    const names: (string | null)[] = Array.from({ length: compiled.groupCount() }, () => null);
    for (const [name, index] of Object.entries(compiled.namedGroups())) names[index - 1] = name;
    return { pattern: compiled, names };
  } catch (error) {
    return error instanceof Error ? inWordsOfJq(error.message) : 'the pattern cannot be read';
  }
}

const FAULTS: readonly (readonly [string, string])[] = [
  ['missing closing ]', 'premature end of char-class'],
  ['unexpected )', 'unmatched close parenthesis'],
  ['missing closing )', 'end pattern with unmatched parenthesis'],
  ['missing argument to repetition operator', 'target of repeat operator is not specified'],
  ['trailing backslash', 'end pattern at escape'],
];

/** The plain faults as jq calls them; what only RE2 refuses keeps RE2's explanation. */
function inWordsOfJq(message: string): string {
  return FAULTS.find(([fault]) => message.includes(fault))?.[1] ?? message;
}

/** How many atoms the counted repetitions unfold to: `(a{10}){10}` is a hundred. */
function expansionOf(pattern: string): number {
  const sizes = [0];
  let last = 0;
  for (const [token, , high] of withoutEscapes(pattern).matchAll(/\{(\d+),?(\d*)\}|[\s\S]/g)) {
    if (token.length > 2) {
      const times = Number(high === '' || high === undefined ? /\d+/.exec(token)?.[0] : high);
      sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + last * (times - 1);
    } else if (token === '(') sizes.push(0);
    else if (token === ')' && sizes.length > 1) {
      last = sizes.pop() ?? 0;
      sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + last;
    } else {
      last = 1;
      sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1;
    }
  }
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The `x` flag, which RE2 lacks: blanks and comments outside classes and escapes mean nothing. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(/(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\s+|#[^\n]*/gs, (_all, kept: string | undefined) => kept ?? '');
}

/** Every match from the left, or the first one. An empty match is allowed right behind another match, as in jq. */
export function findMatches(pattern: string, flags: string, text: string, isGlobal: boolean): Match[] {
  const compiled = compileRegex(pattern, flags);
  chargeText(text.length);
  const size = compiled.pattern.programSize();
  const matcher = compiled.pattern.matcher(text);
  const found: Match[] = [];
  for (let start = 0; start <= text.length; ) {
    spend(1 + (((8 + size) * (text.length - start)) >> 7));
    if (!matcher.find(start)) break;
    const match = {
      start: matcher.start(),
      end: matcher.end(),
      groups: compiled.names.map((name, index) => ({ start: matcher.start(index + 1), end: matcher.end(index + 1), name })),
    };
    if (match.end > match.start || !flags.includes('n')) found.push(match);
    if (!isGlobal) break;
    start = match.end > match.start ? match.end : afterLetter(text, match.end);
  }
  return found;
}

function afterLetter(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
