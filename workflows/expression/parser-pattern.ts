// Destructuring patterns: `$x`, `[$a, {b: $c}]`, and alternatives with `?//`.
import type { Json } from '../definition/json.ts';
import { parseString } from './parser-term.ts';
import { syntaxError } from './source-position.ts';
import type { Node, Pattern, PatternEntry } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';
import { described } from './value.ts';

type ParseQuery = (reader: TokenReader) => Node;

export function parsePatterns(reader: TokenReader, query: ParseQuery): Pattern[] {
  const patterns = [parsePattern(reader, query)];
  while (reader.accept('?//')) patterns.push(parsePattern(reader, query));
  return patterns;
}

function parsePattern(reader: TokenReader, query: ParseQuery): Pattern {
  return reader.nested((): Pattern => {
    if (reader.accept('[')) {
      const items = [parsePattern(reader, query)];
      while (reader.accept(',')) items.push(parsePattern(reader, query));
      reader.expect(']', 'after the array pattern');
      return { kind: 'array', items };
    }
    if (reader.accept('{')) {
      const entries = [parseEntry(reader, query)];
      while (reader.accept(',')) entries.push(parseEntry(reader, query));
      reader.expect('}', 'after the object pattern');
      return { kind: 'object', entries };
    }
    return { kind: 'variable', name: reader.variable('$name, [ or { in a pattern') };
  });
}

function parseEntry(reader: TokenReader, query: ParseQuery): PatternEntry {
  const token = reader.peek;
  if (token.type === 'variable') {
    const variable = reader.variable('a variable');
    const pattern = reader.accept(':') ? parsePattern(reader, query) : undefined;
    return { key: { kind: 'literal', value: variable }, variable, pattern };
  }
  const key = parseKey(reader, query);
  reader.expect(':', 'after the key of an object pattern');
  return { key, variable: undefined, pattern: parsePattern(reader, query) };
}

function parseKey(reader: TokenReader, query: ParseQuery): Node {
  const token = reader.peek;
  if (token.type === 'string') return parseString(reader, 'text', query);
  if (token.type === 'word') {
    reader.take();
    return { kind: 'literal', value: token.text };
  }
  if (reader.accept('(')) {
    const key = query(reader);
    reader.expect(')', 'after the key expression');
    refuseConstantKey(reader, key, token.at);
    return key;
  }
  throw reader.unexpected('expected a key: a name, a string, $name or ( expression )');
}

const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function constantOf(node: Node): Json | undefined {
  if (node.kind === 'literal') return node.value;
  return node.kind === 'call' && node.args.length === 0 ? WORDS.get(node.name) : undefined;
}

/** A constant that is no string can never be a key, so jq refuses it before the run. */
export function refuseConstantKey(reader: TokenReader, key: Node, at: number): void {
  const value = constantOf(key);
  if (value === undefined || typeof value === 'string') return;
  throw syntaxError(reader.source, at, `Cannot use ${described(value)} as object key`);
}
