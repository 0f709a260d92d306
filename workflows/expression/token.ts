// Tokens of the jq language as the lexer hands them to the parser.

export type TokenType = 'operator' | 'word' | 'field' | 'variable' | 'number' | 'string' | 'format' | 'end';

export interface Token {
  readonly type: TokenType;
  /** Operator text, name without its sigil (`.`, `$`), number text, format with `@`. */
  readonly text: string;
  /** UTF-16 offset of the first character. */
  readonly at: number;
  /** Strings only: texts and interpolated token lists in turn. */
  readonly parts?: readonly (string | readonly Token[])[];
}

export const KEYWORDS: ReadonlySet<string> = new Set(
  'def module import include if then else elif end as reduce foreach try catch label break and or __loc__'.split(' '),
);
