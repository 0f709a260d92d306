// Source text to tokens. Knows nothing of grammar but where a string's interpolation ends.
import { syntaxError } from './source-position.ts';
import type { Token, TokenType } from './token.ts';

const OPERATORS = ['?//', '//=', '|=', '+=', '-=', '*=', '/=', '%=', '==', '!=', '<=', '>=', '//', '..'];
const SINGLE = '.[]{}()|,:;=<>+-*/%?';
const WORD = /[A-Za-z_][A-Za-z_0-9]*(?:::[A-Za-z_][A-Za-z_0-9]*)*/y;
const FIELD = /\.[A-Za-z_][A-Za-z_0-9]*/y;
const VARIABLE = /\$(?:[A-Za-z_][A-Za-z_0-9]*::)*[A-Za-z_][A-Za-z_0-9]*/y;
const NUMBER = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const FORMAT = /@[A-Za-z0-9_]+/y;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const MAX_NESTING = 100;

/** @throws ExpressionError of kind `syntax` with the place of the character that cannot begin a token. */
export function tokenize(source: string): readonly Token[] {
  return new Lexer(source).tokens(undefined);
}

class Lexer {
  private at = 0;
  private nesting = 0;

  constructor(private readonly source: string) {}

  /** Tokens up to the end of the source, or to the `)` that closes the interpolation opened at `opened`. */
  tokens(opened: number | undefined): Token[] {
    const found: Token[] = [];
    let parentheses = 0;
    for (;;) {
      this.skipBlanks();
      if (this.at >= this.source.length) {
        if (opened !== undefined) throw syntaxError(this.source, opened, 'The interpolation \\( is never closed');
        found.push({ type: 'end', text: '', at: this.at });
        return found;
      }
      const token = this.next();
      if (token.text === '(' && token.type === 'operator') parentheses += 1;
      if (token.text === ')' && token.type === 'operator') {
        if (opened !== undefined && parentheses === 0) {
          found.push({ type: 'end', text: ')', at: token.at });
          return found;
        }
        parentheses -= 1;
      }
      found.push(token);
    }
  }

  private next(): Token {
    const start = this.at;
    if (this.source[start] === '"') return this.string();
    const named =
      this.match(FIELD, 'field', 1) ??
      this.match(NUMBER, 'number', 0) ??
      this.match(WORD, 'word', 0) ??
      this.match(VARIABLE, 'variable', 1) ??
      this.match(FORMAT, 'format', 0);
    if (named !== undefined) return named;
    const long = OPERATORS.find((text) => this.source.startsWith(text, start));
    const text = long ?? this.source[start] ?? '';
    if (long === undefined && !SINGLE.includes(text)) throw syntaxError(this.source, start, `Unexpected character ${JSON.stringify(text)}`);
    this.at += text.length;
    return { type: 'operator', text, at: start };
  }

  private match(pattern: RegExp, type: TokenType, sigil: number): Token | undefined {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.source)?.[0];
    if (text === undefined) return undefined;
    const token = { type, text: text.slice(sigil), at: this.at };
    this.at += text.length;
    return token;
  }

  private skipBlanks(): void {
    for (;;) {
      const letter = this.source[this.at];
      if (letter === ' ' || letter === '\t' || letter === '\n' || letter === '\r') this.at += 1;
      else if (letter === '#') this.skipComment();
      else return;
    }
  }

  /** A comment runs to the end of the line; an odd number of backslashes before the line's end continues it, as in Tcl. */
  private skipComment(): void {
    while (this.at < this.source.length) {
      const letter = this.source[this.at];
      if (letter === '\\') this.at += this.source[this.at + 1] === '\r' && this.source[this.at + 2] === '\n' ? 3 : 2;
      else if (letter === '\n' || (letter === '\r' && this.source[this.at + 1] === '\n')) return;
      else this.at += 1;
    }
  }

  private string(): Token {
    const start = this.at;
    const parts: (string | readonly Token[])[] = [];
    let text = '';
    this.at += 1;
    for (;;) {
      const letter = this.source[this.at];
      if (letter === undefined) throw syntaxError(this.source, start, 'The string is never closed');
      this.at += 1;
      if (letter === '"') break;
      if (letter !== '\\') text += letter;
      else if (this.source[this.at] === '(') {
        parts.push(text, this.interpolation());
        text = '';
      } else text += this.escape();
    }
    parts.push(text);
    return { type: 'string', text: '', at: start, parts };
  }

  private interpolation(): readonly Token[] {
    const opened = this.at - 1;
    this.nesting += 1;
    if (this.nesting > MAX_NESTING) throw syntaxError(this.source, opened, `Strings are nested deeper than ${MAX_NESTING}`);
    this.at += 1;
    const tokens = this.tokens(opened);
    this.nesting -= 1;
    return tokens;
  }

  private escape(): string {
    const letter = this.source[this.at] ?? '';
    this.at += 1;
    const plain = ESCAPES[letter];
    if (plain !== undefined) return plain;
    if (letter !== 'u') throw syntaxError(this.source, this.at - 2, `Invalid escape \\${letter} in a string`);
    const first = this.hexUnit();
    if (first >= 0xdc00 && first <= 0xdfff) return '\ufffd';
    if (first < 0xd800 || first > 0xdbff) return String.fromCharCode(first);
    if (!this.source.startsWith('\\u', this.at)) return '\ufffd';
    this.at += 2;
    const second = this.hexUnit();
    return second >= 0xdc00 && second <= 0xdfff ? String.fromCharCode(first, second) : '\ufffd';
  }

  private hexUnit(): number {
    const digits = this.source.slice(this.at, this.at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits))
      throw syntaxError(this.source, this.at - 2, 'Invalid \\u escape: four hexadecimal digits are needed');
    this.at += 4;
    return Number.parseInt(digits, 16);
  }
}
