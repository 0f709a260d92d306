// Random jq programs and inputs from a seed: the grammar of the language, weighted to what people write and to where evaluators go wrong.

export interface RandomCase {
  readonly program: string;
  readonly input: string;
}

export function randomCase(seed: number): RandomCase {
  const random = mulberry32(seed);
  const generator = new Generator(random);
  return { program: generator.query(3), input: JSON.stringify(generator.value(3)) };
}

/** A small generator with a 32-bit state (T. Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TEXTS = ['a', 'b', '한글', 'x,y', 'Ab c', '', '12', 'aXbX', '😀z', ' t '];
const NUMBERS = ['0', '1', '2', '-1', '3.5', '-0.5', '10', '7', '100'];
const PLAIN = [
  'length',
  'keys',
  'type',
  'not',
  'add',
  'sort',
  'unique',
  'reverse',
  'tostring',
  'tojson',
  'tonumber',
  'floor',
  'abs',
  'first',
  'last',
  'flatten',
  'to_entries',
  'min',
  'max',
  'any',
  'all',
  'transpose',
  'explode',
  'ascii_downcase',
  'ascii_upcase',
  'trim',
  'utf8bytelength',
  'values',
  'nulls',
  'strings',
  'numbers',
  'arrays',
  'objects',
  'scalars',
  'iterables',
  'booleans',
  'empty',
  'error',
  'paths',
  'tostream',
  'fromjson',
  'sqrt',
  'round',
  '..',
  '.[]',
  '.',
  '.[]?',
  '@base64',
  '@html',
  '@uri',
  '@json',
  '@text',
  '@sh',
  '@csv',
  '@tsv',
  'combinations',
  'keys_unsorted',
  'isempty(.[])',
];
const WITH_FILTER = [
  'map',
  'select',
  'sort_by',
  'group_by',
  'unique_by',
  'min_by',
  'max_by',
  'map_values',
  'first',
  'last',
  'any',
  'all',
  'path',
  'del',
  'walk',
  'add',
  'recurse',
  'isempty',
  'with_entries',
  'pick',
  'to_entries|map',
  'try error',
  'IN',
  'paths',
  'error',
  'getpath([0])|select',
  'tojson|test',
];
const WITH_VALUE = [
  'has',
  'contains',
  'startswith',
  'endswith',
  'ltrimstr',
  'rtrimstr',
  'split',
  'join',
  'index',
  'rindex',
  'indices',
  'inside',
  'test',
  'splits',
  'nth',
  'range',
  'flatten',
  'trimstr',
  'in',
  'ascii_downcase|split',
];
const OPERATORS = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', 'and', 'or', '//'];
const ASSIGNMENTS = ['=', '|=', '+=', '-=', '*=', '//='];

class Generator {
  constructor(private readonly random: () => number) {}

  private pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  value(depth: number): unknown {
    const kind = depth <= 0 ? Math.floor(this.random() * 5) : Math.floor(this.random() * 9);
    if (kind === 0) return null;
    if (kind === 1) return this.random() < 0.5;
    if (kind === 2) return Number(this.pick(NUMBERS));
    if (kind <= 4) return this.pick(TEXTS);
    const size = Math.floor(this.random() * 4);
    if (kind <= 6) return Array.from({ length: size }, () => this.value(depth - 1));
    return Object.fromEntries(Array.from({ length: size }, () => [this.pick(['a', 'b', 'c', '한']), this.value(depth - 1)]));
  }

  query(depth: number): string {
    const kind = this.random();
    if (depth <= 0) return this.leaf();
    if (kind < 0.25) return `${this.query(depth - 1)} | ${this.query(depth - 1)}`;
    if (kind < 0.33) return `${this.term(depth - 1)}, ${this.term(depth - 1)}`;
    if (kind < 0.48) return `${this.term(depth - 1)} ${this.pick(OPERATORS)} ${this.term(depth - 1)}`;
    if (kind < 0.55) return `${this.place(depth - 1)} ${this.pick(ASSIGNMENTS)} ${this.term(depth - 1)}`;
    if (kind < 0.6)
      return `${this.term(depth - 1)} as ${this.pick(['$x', '[$x, $y]', '{a: $x}', '[$x] ?// $x', '{$a, b: [$x]}'])} | [$x, ${this.query(depth - 1)}]`;
    return this.term(depth);
  }

  private place(depth: number): string {
    const start = this.pick([
      '.a',
      '.b',
      '.[0]',
      '.[]',
      '.[-1]',
      '.[1:]',
      '.["한"]',
      '..',
      '.[]?',
      '.a?',
      'first(.[]?)',
      '(.a, .b)',
      '.[:1]',
    ]);
    return depth > 0 && this.random() < 0.4 ? `(${start} | ${this.place(depth - 1)})` : start;
  }

  private term(depth: number): string {
    if (depth <= 0) return this.leaf();
    switch (Math.floor(this.random() * 12)) {
      case 0:
        return `[${this.query(depth - 1)}]`;
      case 1:
        return `{a: ${this.term(depth - 1)}, (${this.pick(['"b"', '"x", "y"', '.a?', '"\\(.)"'])}): ${this.term(depth - 1)}}`;
      case 2:
        return `(${this.query(depth - 1)})`;
      case 3:
        return `${this.pick(WITH_FILTER)}(${this.query(depth - 1)})`;
      case 4:
        return `${this.pick(WITH_VALUE)}(${this.leaf()})`;
      case 5:
        return `(if ${this.query(depth - 1)} then ${this.query(depth - 1)} else ${this.query(depth - 1)} end)`;
      case 6:
        return `(try (${this.query(depth - 1)}) catch ${this.pick(['.', '"caught"', 'empty', '[.]'])})`;
      case 7:
        return `(reduce (${this.query(depth - 1)}) as $i (${this.leaf()}; ${this.pick(['. + $i', '[., $i]', '.[0]?', '. + 1', 'empty'])}))`;
      case 8:
        return `[limit(${this.pick(['0', '1', '2', '3'])}; foreach (${this.query(depth - 1)}) as $i (0; . + 1; [., $i]))]`;
      case 9:
        return `"<\\(${this.query(depth - 1)})>"`;
      case 10:
        return `[label $out | (${this.query(depth - 1)}) | if ${this.leaf()} then break $out else . end]`;
      default:
        return `${this.place(1)}`;
    }
  }

  private leaf(): string {
    switch (Math.floor(this.random() * 7)) {
      case 0:
        return this.pick(NUMBERS.filter((text) => !text.startsWith('-')));
      case 1:
        return JSON.stringify(this.pick(TEXTS));
      case 2:
        return this.pick(['null', 'true', 'false', '[]', '{}', '[1, 2]', '[[1], "a"]', '{"a": 1}', '(1, 2)', '{a: [1, {b: 2}]}']);
      case 3:
        return this.place(0);
      default:
        return this.pick(PLAIN);
    }
  }
}
