// Tokens to the syntax tree: pipes, commas, operators and their precedence. Terms and patterns have files of their own.
import { tokenize } from './lexer.ts';
import { foreignSyntax } from './foreign-syntax.ts';
import { parsePatterns } from './parser-pattern.ts';
import { parsePostfix } from './parser-term.ts';
import { syntaxError } from './source-position.ts';
import { ExpressionError } from './expression-error.ts';
import type { AssignOperator, BinaryOperator, Definition, Node } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const MAX_SOURCE = 65_536;

/** @throws ExpressionError of kind `syntax` with line and column. */
export function parseProgram(source: string): Node {
  if (source.length > MAX_SOURCE)
    throw new ExpressionError('syntax', `The expression is longer than ${MAX_SOURCE} characters`, { line: 1, column: 1 });
  try {
    const reader = new TokenReader(source, tokenize(source));
    refuseModules(reader);
    const first = reader.peek.type;
    if (first === 'end') throw syntaxError(source, 0, 'The expression is empty; write . for the input itself');
    const node = parseQuery(reader);
    if (reader.peek.type !== 'end') throw reader.unexpected('expected an operator or the end');
    return node;
  } catch (error) {
    const hint = error instanceof ExpressionError ? foreignSyntax(source) : undefined;
    if (!(error instanceof ExpressionError) || hint === undefined) throw error;
    throw new ExpressionError('syntax', `${error.message}: ${hint}`, { line: error.line, column: error.column });
  }
}

function refuseModules(reader: TokenReader): void {
  for (const word of ['import', 'include', 'module']) {
    if (reader.is(word)) throw syntaxError(reader.source, reader.peek.at, `\`${word}\` is not available: an expression has no modules`);
  }
}

/** A whole pipeline: definitions, `label`, `as` bindings, `|` and `,`. */
export function parseQuery(reader: TokenReader): Node {
  return reader.nested(() => {
    let left = parseClause(reader);
    while (reader.accept(',')) left = { kind: 'comma', left, right: parseClause(reader) };
    return reader.accept('|') ? { kind: 'pipe', left, right: parseQuery(reader) } : left;
  });
}

/** One operand of `,`. A definition, a label and a binding reach to the end of the whole query, as in jq's grammar. */
function parseClause(reader: TokenReader): Node {
  if (reader.is('def')) {
    const definition = parseDefinition(reader);
    return { kind: 'define', definition, body: parseQuery(reader) };
  }
  if (reader.accept('label')) {
    const name = reader.variable('a label such as $out after label');
    reader.expect('|', 'after the label');
    return { kind: 'label', name, body: parseQuery(reader) };
  }
  const source = parseExpression(reader);
  if (!reader.accept('as')) return source;
  const patterns = parsePatterns(reader, parseQuery);
  reader.expect('|', 'after the binding');
  return { kind: 'bind', source, patterns, body: parseQuery(reader) };
}

function parseDefinition(reader: TokenReader): Definition {
  reader.expect('def', 'before a definition');
  const token = reader.take();
  if (token.type !== 'word') throw syntaxError(reader.source, token.at, 'A definition needs a name');
  const params: { name: string; isValue: boolean }[] = [];
  if (reader.accept('(')) {
    do {
      const isValue = reader.peek.type === 'variable';
      params.push({ name: isValue ? reader.variable('a parameter') : reader.name('a parameter name'), isValue });
    } while (reader.accept(';'));
    reader.expect(')', 'after the parameters');
  }
  reader.expect(':', 'before the body of the definition');
  const body = parseQuery(reader);
  reader.expect(';', 'at the end of the definition');
  return { name: token.text, params, body };
}

const BINDING_POWER: Readonly<Record<string, { readonly left: number; readonly side: 'left' | 'right' | 'none' }>> = {
  '//': { left: 1, side: 'right' },
  '=': { left: 2, side: 'none' },
  '|=': { left: 2, side: 'none' },
  '+=': { left: 2, side: 'none' },
  '-=': { left: 2, side: 'none' },
  '*=': { left: 2, side: 'none' },
  '/=': { left: 2, side: 'none' },
  '%=': { left: 2, side: 'none' },
  '//=': { left: 2, side: 'none' },
  or: { left: 3, side: 'left' },
  and: { left: 4, side: 'left' },
  '==': { left: 5, side: 'none' },
  '!=': { left: 5, side: 'none' },
  '<': { left: 5, side: 'none' },
  '<=': { left: 5, side: 'none' },
  '>': { left: 5, side: 'none' },
  '>=': { left: 5, side: 'none' },
  '+': { left: 6, side: 'left' },
  '-': { left: 6, side: 'left' },
  '*': { left: 7, side: 'left' },
  '/': { left: 7, side: 'left' },
  '%': { left: 7, side: 'left' },
};

/** Everything that binds tighter than `,`: precedence climbing. */
export function parseExpression(reader: TokenReader, minimum = 0): Node {
  return reader.nested(() => {
    let left = parseUnary(reader);
    let lastNonAssociative = -1;
    for (;;) {
      const token = reader.peek;
      const isOperator = token.type === 'operator' || (token.type === 'word' && (token.text === 'and' || token.text === 'or'));
      const power = isOperator ? BINDING_POWER[token.text] : undefined;
      if (power === undefined || power.left < minimum) return left;
      if (power.left === lastNonAssociative) throw reader.unexpected('comparisons and assignments do not chain; use parentheses');
      reader.take();
      const right = parseExpression(reader, power.side === 'right' ? power.left : power.left + 1);
      left = operation(token.text, left, right);
      lastNonAssociative = power.side === 'none' ? power.left : -1;
    }
  });
}

function operation(operator: string, left: Node, right: Node): Node {
  if (operator === '//') return { kind: 'alternative', left, right };
  if (operator === 'and' || operator === 'or') return { kind: 'logic', operator, left, right };
  if (BINDING_POWER[operator]?.left === 2) return { kind: 'assign', operator: operator as AssignOperator, left, right };
  return { kind: 'binary', operator: operator as BinaryOperator, left, right };
}

function parseUnary(reader: TokenReader): Node {
  // Bound as tightly as jq 1.8 does it: `-1 as $x` binds minus one, and `-.a * 2` is the same number either way.
  if (reader.accept('-')) return { kind: 'negate', body: reader.nested(() => parseUnary(reader)) };
  return parsePostfix(reader, { query: parseQuery, expression: parseExpression });
}
