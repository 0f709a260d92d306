// Object construction: `{a, "b": 1, $c, (expr): value, @base64 "x": 2}`.
import { refuseConstantKey } from './parser-pattern.ts';
import { type Levels, locationOf, parseString } from './parser-term.ts';
import { syntaxError } from './source-position.ts';
import type { Node, ObjectEntry } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

const IDENTITY: Node = { kind: 'identity' };

export function parseObject(reader: TokenReader, levels: Levels): Node {
  reader.expect('{', 'before an object');
  const entries: ObjectEntry[] = [];
  while (!reader.accept('}')) {
    entries.push(parseEntry(reader, levels));
    if (!reader.accept(',') && !reader.is('}')) throw reader.unexpected('expected , or } in an object');
  }
  return entries.length === 0 ? { kind: 'literal', value: {} } : { kind: 'object', entries };
}

function parseEntry(reader: TokenReader, levels: Levels): ObjectEntry {
  const token = reader.peek;
  if (token.type === 'variable') return parseVariableEntry(reader, levels);
  if (token.type === 'word') {
    reader.take();
    return shorthand(reader, levels, { kind: 'literal', value: token.text });
  }
  if (token.type === 'string') return shorthand(reader, levels, parseString(reader, 'text', levels.query));
  if (token.type === 'format') {
    reader.take();
    if (reader.peek.type !== 'string') throw reader.unexpected('expected a string after the format');
    return shorthand(reader, levels, parseString(reader, token.text.slice(1), levels.query));
  }
  if (token.type === 'number') throw syntaxError(reader.source, token.at, 'A number cannot be an object key; write it as a string');
  if (!reader.accept('(')) throw reader.unexpected('expected an object key: a name, a string, $name or ( expression )');
  const key = levels.query(reader);
  reader.expect(')', 'after the key expression');
  refuseConstantKey(reader, key, token.at);
  reader.expect(':', 'after the key expression');
  return { key, value: parseValue(reader, levels) };
}

function parseVariableEntry(reader: TokenReader, levels: Levels): ObjectEntry {
  const at = reader.peek.at;
  const name = reader.variable('a variable');
  const value: Node = name === '__loc__' ? locationOf(reader, at) : { kind: 'variable', name, at };
  if (name !== '__loc__' && reader.accept(':')) return { key: value, value: parseValue(reader, levels) };
  return { key: { kind: 'literal', value: name }, value };
}

function shorthand(reader: TokenReader, levels: Levels, key: Node): ObjectEntry {
  if (reader.accept(':')) return { key, value: parseValue(reader, levels) };
  return { key, value: { kind: 'index', target: IDENTITY, key } };
}

/** Values stop at a comma: everything but `,` and bindings may stand without parentheses. */
function parseValue(reader: TokenReader, levels: Levels): Node {
  const left = levels.expression(reader);
  return reader.accept('|') ? { kind: 'pipe', left, right: parseValue(reader, levels) } : left;
}
