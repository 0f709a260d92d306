// Terms and what follows them: literals, strings, calls, `.a`, `[0]`, `[1:2]`, `?`, and the bracketed constructs.
import { parseObject } from './parser-object.ts';
import { parsePatterns } from './parser-pattern.ts';
import { positionOf, syntaxError } from './source-position.ts';
import type { Node } from './syntax.ts';
import { KEYWORDS } from './token.ts';
import type { TokenReader } from './token-reader.ts';

/** The parser's other levels, handed in because they and terms need each other. */
export interface Levels {
  readonly query: (reader: TokenReader) => Node;
  readonly expression: (reader: TokenReader) => Node;
}

const IDENTITY: Node = { kind: 'identity' };

export function parsePostfix(reader: TokenReader, levels: Levels): Node {
  return reader.nested(() => {
    if (!reader.accept('try')) return parseTerm(reader, levels);
    const body = parseTried(reader, levels);
    return { kind: 'try', body, handler: reader.accept('catch') ? parseTried(reader, levels) : undefined };
  });
}

/** `try` and `catch` take one term (or a minus before it), so `try error // 1` is `(try error) // 1`. */
function parseTried(reader: TokenReader, levels: Levels): Node {
  return reader.accept('-') ? { kind: 'negate', body: parsePostfix(reader, levels) } : parsePostfix(reader, levels);
}

function parseTerm(reader: TokenReader, levels: Levels): Node {
  let term = parseHead(reader, levels);
  for (;;) {
    const next = parseSuffix(reader, levels, term);
    if (next === undefined) return term;
    term = next;
  }
}

function parseSuffix(reader: TokenReader, levels: Levels, target: Node): Node | undefined {
  const token = reader.peek;
  if (token.type === 'field') {
    reader.take();
    return { kind: 'index', target, key: { kind: 'literal', value: token.text } };
  }
  if (reader.accept('?')) return optional(target);
  if (reader.is('[')) return parseBracket(reader, levels, target);
  if (!reader.is('.')) return undefined;
  const { type, text } = reader.following;
  if (type !== 'string' && !(type === 'operator' && text === '[')) return undefined;
  reader.take();
  return type === 'string'
    ? { kind: 'index', target, key: parseString(reader, 'text', levels.query) }
    : parseBracket(reader, levels, target);
}

/** Behind an access `?` forgives that access only, and the other values of its target go on; behind anything else it is a `try`. */
function optional(target: Node): Node {
  const isAccess = target.kind === 'index' || target.kind === 'slice' || target.kind === 'iterate';
  return isAccess && target.isOptional !== true ? { ...target, isOptional: true } : { kind: 'try', body: target, handler: undefined };
}

function parseBracket(reader: TokenReader, levels: Levels, target: Node): Node {
  reader.expect('[', 'before an index');
  if (reader.accept(']')) return { kind: 'iterate', target };
  if (reader.accept(':')) {
    const to = levels.query(reader);
    reader.expect(']', 'after the slice');
    return { kind: 'slice', target, from: undefined, to };
  }
  const from = levels.query(reader);
  if (reader.accept(':')) {
    const to = reader.is(']') ? undefined : levels.query(reader);
    reader.expect(']', 'after the slice');
    return { kind: 'slice', target, from, to };
  }
  reader.expect(']', 'after the index');
  return { kind: 'index', target, key: from };
}

function parseHead(reader: TokenReader, levels: Levels): Node {
  const token = reader.peek;
  switch (token.type) {
    case 'number':
      reader.take();
      return { kind: 'literal', value: clampNumber(Number(token.text)) };
    case 'string':
      return parseString(reader, 'text', levels.query);
    case 'format':
      reader.take();
      if (reader.peek.type === 'string') return parseString(reader, token.text.slice(1), levels.query);
      return { kind: 'format', name: token.text.slice(1), at: token.at };
    case 'field':
      reader.take();
      return { kind: 'index', target: IDENTITY, key: { kind: 'literal', value: token.text } };
    case 'variable':
      reader.take();
      return token.text === '__loc__' ? locationOf(reader, token.at) : { kind: 'variable', name: token.text, at: token.at };
    case 'word':
      return KEYWORDS.has(token.text) ? parseKeyword(reader, levels) : parseCall(reader, levels);
    default:
      return parsePunctuation(reader, levels);
  }
}

/** Numbers beyond a double are the largest double, as in jq. */
function clampNumber(value: number): number {
  return value === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : value;
}

export function locationOf(reader: TokenReader, at: number): Node {
  return { kind: 'literal', value: { file: '<top-level>', line: positionOf(reader.source, at).line } };
}

function parsePunctuation(reader: TokenReader, levels: Levels): Node {
  if (reader.accept('..')) return { kind: 'recurse' };
  if (reader.accept('.')) {
    if (reader.peek.type === 'string') return { kind: 'index', target: IDENTITY, key: parseString(reader, 'text', levels.query) };
    return IDENTITY;
  }
  if (reader.accept('(')) {
    const body = levels.query(reader);
    reader.expect(')', 'to close (');
    return body;
  }
  if (reader.accept('[')) {
    if (reader.accept(']')) return { kind: 'literal', value: [] };
    const body = levels.query(reader);
    reader.expect(']', 'to close [');
    return { kind: 'array', body };
  }
  if (reader.is('{')) return parseObject(reader, levels);
  throw reader.unexpected('expected a value, a field such as .name, or a function');
}

function parseCall(reader: TokenReader, levels: Levels): Node {
  const token = reader.take();
  const args: Node[] = [];
  if (reader.accept('(')) {
    do args.push(levels.query(reader));
    while (reader.accept(';'));
    reader.expect(')', `after the arguments of ${token.text} (arguments are separated by ;)`);
  }
  return { kind: 'call', name: token.text, args, at: token.at };
}

function parseKeyword(reader: TokenReader, levels: Levels): Node {
  const { text, at } = reader.peek;
  switch (text) {
    case 'if':
      reader.take();
      return parseIf(reader, levels);
    case 'reduce':
    case 'foreach':
      reader.take();
      return parseFold(reader, levels, text);
    case 'break':
      reader.take();
      return { kind: 'break', name: reader.variable('the label to break to, such as break $out'), at };
    case '__loc__':
      throw syntaxError(reader.source, at, 'Write $__loc__ for the place in the source');
    default:
      throw reader.unexpected('expected a value');
  }
}

function parseIf(reader: TokenReader, levels: Levels): Node {
  const condition = levels.query(reader);
  reader.expect('then', 'after the condition of if');
  const consequent = levels.query(reader);
  if (reader.accept('elif')) return { kind: 'if', condition, consequent, otherwise: reader.nested(() => parseIf(reader, levels)) };
  const otherwise = reader.accept('else') ? levels.query(reader) : undefined;
  reader.expect('end', 'to close if');
  return { kind: 'if', condition, consequent, otherwise };
}

function parseFold(reader: TokenReader, levels: Levels, kind: 'reduce' | 'foreach'): Node {
  const source = levels.expression(reader);
  reader.expect('as', `after the source of ${kind}`);
  const patterns = parsePatterns(reader, levels.query);
  reader.expect('(', `before the start value of ${kind}`);
  const init = levels.query(reader);
  reader.expect(';', 'after the start value');
  const update = levels.query(reader);
  const extract = kind === 'foreach' && reader.accept(';') ? levels.query(reader) : undefined;
  reader.expect(')', `to close ${kind}`);
  return kind === 'reduce' ? { kind, source, patterns, init, update } : { kind, source, patterns, init, update, extract };
}

/** A string literal; with interpolations, each runs through the format (`@base64 "x\(.)"`). */
export function parseString(reader: TokenReader, format: string, query: (reader: TokenReader) => Node): Node {
  const token = reader.take();
  const parts: (string | Node)[] = [];
  for (const part of token.parts ?? []) {
    if (typeof part === 'string') {
      parts.push(part);
      continue;
    }
    const inner = reader.within(part);
    parts.push(query(inner));
    if (inner.peek.type !== 'end') throw inner.unexpected('expected ) to close the interpolation');
  }
  return parts.length === 1 && typeof parts[0] === 'string' ? { kind: 'literal', value: parts[0] } : { kind: 'text', format, parts };
}
