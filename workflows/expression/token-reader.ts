// A cursor over tokens: what the parser files share.
import { syntaxError } from './source-position.ts';
import { KEYWORDS, type Token } from './token.ts';

const MAX_DEPTH = 200;

export class TokenReader {
  private index = 0;
  private depth = 0;

  constructor(
    readonly source: string,
    private readonly tokens: readonly Token[],
  ) {}

  get peek(): Token {
    return this.tokens[this.index] ?? { type: 'end', text: '', at: this.source.length };
  }

  get following(): Token {
    return this.tokens[this.index + 1] ?? { type: 'end', text: '', at: this.source.length };
  }

  take(): Token {
    const token = this.peek;
    this.index += 1;
    return token;
  }

  is(text: string): boolean {
    const token = this.peek;
    return token.text === text && (token.type === 'operator' || (token.type === 'word' && KEYWORDS.has(text)));
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.index += 1;
    return true;
  }

  expect(text: string, why: string): void {
    if (!this.accept(text)) throw this.unexpected(`expected ${text} ${why}`);
  }

  name(what: string): string {
    const token = this.peek;
    if (token.type !== 'word' || KEYWORDS.has(token.text)) throw this.unexpected(`expected ${what}`);
    this.index += 1;
    return token.text;
  }

  variable(what: string): string {
    const token = this.peek;
    if (token.type !== 'variable') throw this.unexpected(`expected ${what}`);
    this.index += 1;
    return token.text;
  }

  unexpected(expectation: string): Error {
    return syntaxError(this.source, this.peek.at, `Unexpected ${describe(this.peek)}: ${expectation}`);
  }

  /** Guards the parser's own stack against programs nested without end. */
  nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw syntaxError(this.source, this.peek.at, `The expression is nested deeper than ${MAX_DEPTH}`);
    const result = parse();
    this.depth -= 1;
    return result;
  }

  /** A reader over an interpolation, at the same nesting. */
  within(tokens: readonly Token[]): TokenReader {
    const inner = new TokenReader(this.source, tokens);
    inner.depth = this.depth;
    return inner;
  }
}

function describe(token: Token): string {
  if (token.type === 'end') return token.text === '' ? 'end of the expression' : `"${token.text}"`;
  if (token.type === 'string') return 'string';
  if (token.type === 'variable') return `"$${token.text}"`;
  return token.type === 'field' ? `".${token.text}"` : `"${token.text}"`;
}
