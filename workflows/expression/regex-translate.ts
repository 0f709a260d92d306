// Oniguruma's spelling of a pattern (the one jq documents) in RE2's: Unicode-aware classes, POSIX names, escapes that mean
// themselves. Nothing here matches text.

/** What a class holds and what it does not, both as the inside of a bracket, because RE2 has no class within a class. */
interface ClassSet {
  readonly yes: string;
  readonly no: string;
}

const LETTERLIKE = '\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}';
const NO_LETTER = '\\p{Mn}\\p{Me}\\p{No}\\p{P}\\p{S}\\p{Z}\\p{C}';
const VISIBLE = '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}';
const INVISIBLE = '\\p{Cc}\\p{Zl}\\p{Zp}';

const WORD: ClassSet = {
  yes: `\\p{L}\\p{M}\\p{N}\\p{Pc}${LETTERLIKE}`,
  no: '\\p{Z}\\p{S}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\p{C}',
};
const DIGIT: ClassSet = { yes: '\\p{Nd}', no: '\\P{Nd}' };
const SPACE: ClassSet = {
  yes: '\\x09-\\x0d\\x20\\x{85}\\p{Z}',
  no: '\\x00-\\x08\\x0e-\\x1f\\x21-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}',
};

const SETS: ReadonlyMap<string, ClassSet> = new Map<string, ClassSet>([
  ['word', WORD],
  ['digit', DIGIT],
  ['space', SPACE],
  ['alpha', { yes: `\\p{L}\\p{Mc}\\p{Nl}${LETTERLIKE}`, no: `${NO_LETTER}\\p{Nd}` }],
  ['alnum', { yes: `\\p{L}\\p{Mc}\\p{Nl}\\p{Nd}${LETTERLIKE}`, no: NO_LETTER }],
  ['upper', { yes: '\\p{Lu}\\x{2160}-\\x{216f}\\x{24b6}-\\x{24cf}', no: '\\P{Lu}' }],
  ['lower', { yes: '\\p{Ll}\\x{aa}\\x{ba}\\x{2170}-\\x{217f}\\x{24d0}-\\x{24e9}', no: '\\P{Ll}' }],
  ['punct', { yes: '\\p{P}$+<=>\\^`|~', no: '\\p{L}\\p{M}\\p{N}\\p{Z}\\p{C}' }],
  ['cntrl', { yes: '\\p{Cc}', no: '\\P{Cc}' }],
  ['blank', { yes: '\\t\\p{Zs}', no: '\\x00-\\x08\\x0a-\\x1f\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Co}' }],
  ['graph', { yes: VISIBLE, no: `${INVISIBLE}\\p{Zs}` }],
  ['print', { yes: `${VISIBLE}\\p{Zs}`, no: INVISIBLE }],
  ['xdigit', { yes: '0-9a-fA-F', no: '\\x00-/:-@G-`g-\\x{10ffff}' }],
  ['ascii', { yes: '\\x00-\\x7f', no: '\\x{80}-\\x{10ffff}' }],
]);

const LETTERS: ReadonlyMap<string, ClassSet> = new Map([
  ['w', WORD],
  ['d', DIGIT],
  ['s', SPACE],
]);

const LINE_BREAK = '(?:\\r\\n|[\\n\\x0b\\f\\r\\x{85}\\x{2028}\\x{2029}])';
/** Letters whose escape RE2 reads as Oniguruma does, or refuses by itself where it lacks the thing. */
const SAME_IN_RE2 = /[abABzZxQEfnrtXKGkc0-9]/;
const TOKEN = /\\[pP]\{[^}]*\}|\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\(\?#[^)]*\)|\[\^?\]?|\[:\^?[a-z]+:\]|[\s\S]/gu;
const POSIX = /^\[:(\^?)([a-z]+):\]/;

/** The same pattern for RE2; what it cannot say is left as it is, for RE2 to refuse. */
export function toRe2(pattern: string): string {
  let out = '';
  let isInside = false;
  const token = new RegExp(TOKEN);
  for (let found = token.exec(pattern); found !== null; found = token.exec(pattern)) {
    const [text] = found;
    if (isInside) {
      const named = POSIX.exec(pattern.slice(found.index));
      const set = named === null ? undefined : SETS.get(named[2] ?? '');
      if (named !== null && set !== undefined) {
        out += named[1] === '^' ? set.no : set.yes;
        token.lastIndex = found.index + named[0].length;
      } else {
        // A bracket inside a class is a letter, whatever stands behind it.
        const part = text.startsWith('[') ? '[' : text;
        token.lastIndex = found.index + part.length;
        isInside = part !== ']';
        out += part === '[' ? '\\[' : part.startsWith('\\') ? escape(part, true) : part;
      }
    } else if (text.startsWith('[')) {
      isInside = true;
      out += text.replace(']', '\\]');
    } else if (text.startsWith('\\')) out += escape(text, false);
    else if (!text.startsWith('(?#')) out += text;
  }
  return out;
}

function escape(text: string, isInside: boolean): string {
  const letter = text.slice(1, 2);
  if (text.length > 2 && /[pP]/.test(letter)) return property(text, isInside);
  const set = LETTERS.get(letter.toLowerCase());
  if (set !== undefined) return inBrackets(set, letter !== letter.toLowerCase(), isInside);
  if (isInside && letter === 'b') return '\\x08';
  if (letter === 'e') return '\\x1b';
  if (letter === 'R' && !isInside) return LINE_BREAK;
  if (SAME_IN_RE2.test(letter)) return text;
  // Any other letter means itself, in any script.
  return /[A-Za-z]/.test(letter) || letter > '\u007f' ? text.slice(1) : text;
}

/** `\p{Alpha}` is a POSIX name, `\p{hangul}` a script in any case, `\p{^...}` a complement. */
function property(text: string, isInside: boolean): string {
  const isNegated = text.startsWith('\\P') !== text.startsWith('^', 3);
  const name = text.slice(3, -1).replace('^', '');
  const set = SETS.get(name.toLowerCase());
  if (set !== undefined) return inBrackets(set, isNegated, isInside);
  return `\\${isNegated ? 'P' : 'p'}{${/^[a-z]{3,}$/.test(name) ? name.slice(0, 1).toUpperCase() + name.slice(1) : name}}`;
}

function inBrackets(set: ClassSet, isNegated: boolean, isInside: boolean): string {
  if (isInside) return isNegated ? set.no : set.yes;
  return isNegated ? `[^${set.yes}]` : `[${set.yes}]`;
}
