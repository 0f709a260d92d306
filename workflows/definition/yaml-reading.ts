// From text to the syntax tree of one YAML 1.2 document. Nesting is bounded while tokens arrive: given 100,000 brackets the composer
// takes the whole process down (measured with yaml 2.9.1), so it never sees them.
import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser } from 'yaml';

type Token = CST.Token;

export const MAXIMUM_NESTING = 100;

export interface Reading {
  readonly document?: Document.Parsed<ParsedNode>;
  /** Offset of the place where nesting passes the limit. */
  readonly tooDeepAt?: number;
  /** Offset of a second document. */
  readonly secondAt?: number;
  /** Offset of each line's first letter. */
  readonly lineStarts: readonly number[];
}

export function readYaml(text: string): Reading {
  const lineStarts = [0];
  const parser = new Parser();
  const tokens: Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The bottom of the stack is the document itself, the top may be a scalar: both are no nesting.
    if (parser.stack.length > MAXIMUM_NESTING && nesting(parser.stack) > MAXIMUM_NESTING)
      return { tooDeepAt: parser.offset, lineStarts: startsOf(text, lineStarts) };
  }
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: false,
    merge: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    keepSourceTokens: false,
  });
  const documents = [...composer.compose(tokens, true, text.length)] as Document.Parsed<ParsedNode>[];
  const [document, second] = documents;
  return {
    ...(document ? { document } : {}),
    ...(second ? { secondAt: second.range[0] } : {}),
    lineStarts: startsOf(text, lineStarts),
  };
}

function nesting(stack: readonly Token[]): number {
  return stack.filter((token) => token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection').length;
}

function startsOf(text: string, starts: number[]): readonly number[] {
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
