// JSON text to values as jq reads it: like JSON.parse, and `nan` is a number. What JSON.parse refuses goes through jq's own
// state machine, which names the fault and its place as jq does.
import type { Json } from '../definition/json.ts';
import { putField } from './access.ts';
import { chargeText, raise, spend } from './work.ts';

/** @throws Raised, catchable by the program's `try`. */
export function parseJson(text: string): Json {
  chargeText(text.length);
  spend(text.length >> 6);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return new JsonReader(text).read();
  }
}

type Open =
  | { readonly kind: 'array'; readonly items: Json[] }
  | { readonly kind: 'object'; readonly members: Record<string, Json>; key: string | undefined };

class JsonReader {
  private readonly stack: Open[] = [];
  private value: Json | undefined;
  private isDone = false;
  private line = 1;
  private column = 0;

  constructor(private readonly text: string) {}

  read(): Json {
    let literal = '';
    // A byte order mark in front is passed over, as jq does.
    for (let at = this.text.startsWith('\ufeff') ? 1 : 0; at < this.text.length; at += 1) {
      const letter = this.text[at] ?? '';
      this.advance(letter);
      if (!'[]{}:," \t\r\n'.includes(letter)) {
        literal += letter;
        continue;
      }
      if (literal !== '') this.take(this.literal(literal));
      literal = '';
      if (letter === '"') at = this.string(at);
      else if ('[]{}:,'.includes(letter)) this.structure(letter);
    }
    if (literal !== '') this.take(this.literal(literal, ' at EOF'));
    if (this.stack.length > 0) return this.fail('Unfinished JSON term', ' at EOF');
    if (this.value === undefined) return raise(`Expected JSON value (while parsing '${this.text}')`);
    return this.value;
  }

  private advance(letter: string): void {
    // Columns are bytes of UTF-8: a pair of surrogates is four.
    const unit = letter.charCodeAt(0);
    this.column += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
    if (letter !== '\n') return;
    this.line += 1;
    this.column = 0;
  }

  private fail(message: string, where = ''): never {
    return raise(`${message}${where} at line ${this.line}, column ${this.column} (while parsing '${this.text}')`);
  }

  private literal(word: string, where = ''): Json {
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (word === 'nan') return Number.NaN;
    if (word.startsWith("'")) return this.fail('Invalid string literal; expected ", but got \'', where);
    if (/^[tf]/.test(word) || (word.startsWith('n') && (word.length === 3 || word === 'null'))) return this.fail('Invalid literal', where);
    if (/^[+-]?nan$/i.test(word)) return Number.NaN;
    if (/^[+-]?inf(inity)?$/i.test(word)) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word) ? Number(word) : this.fail('Invalid numeric literal', where);
  }

  /** The string that opens at `from`; returns where it closes. */
  private string(from: number): number {
    let at = from + 1;
    for (; this.text[at] !== '"'; at += this.text[at] === '\\' ? 2 : 1) {
      if (at >= this.text.length) {
        for (const letter of this.text.slice(from + 1)) this.advance(letter);
        this.fail('Unfinished string', ' at EOF');
      }
    }
    const literal = this.text.slice(from, at + 1);
    for (const letter of literal.slice(1)) this.advance(letter);
    this.take(this.unescaped(literal));
    return at;
  }

  private unescaped(literal: string): string {
    try {
      // jq lets control characters stand in strings; JSON.parse does not.
      // oxlint-disable-next-line no-control-regex -- they are what it looks for
      return JSON.parse(literal.replace(/[\u0000-\u001f]/g, (letter) => JSON.stringify(letter).slice(1, -1))) as string;
    } catch {
      return this.fail('Invalid escape');
    }
  }

  private take(value: Json): void {
    if (this.isDone) raise(`Unexpected extra JSON values (while parsing '${this.text}')`);
    if (this.value !== undefined) this.fail('Expected separator between values');
    this.value = value;
    if (this.stack.length === 0) this.isDone = true;
  }

  private structure(letter: string): void {
    if (letter === '[' || letter === '{') this.open(letter);
    else if (letter === ':') this.colon();
    else if (letter === ',') this.comma();
    else this.close(letter);
  }

  private open(letter: string): void {
    if (this.isDone) raise(`Unexpected extra JSON values (while parsing '${this.text}')`);
    if (this.value !== undefined) this.fail('Expected separator between values');
    this.stack.push(letter === '[' ? { kind: 'array', items: [] } : { kind: 'object', members: {}, key: undefined });
  }

  private colon(): void {
    const top = this.stack.at(-1);
    if (top?.kind !== 'object') return this.fail("':' not as part of an object");
    if (top.key !== undefined) return this.fail("':' should follow a key");
    if (this.value === undefined) return this.fail("Expected string key before ':'");
    if (typeof this.value !== 'string') return this.fail('Object keys must be strings');
    top.key = this.value;
    this.value = undefined;
  }

  private comma(): void {
    const top = this.stack.at(-1);
    if (this.value === undefined || top === undefined) return this.fail("Expected value before ','");
    this.put(top, this.value);
  }

  private put(top: Open, value: Json): void {
    if (top.kind === 'array') top.items.push(value);
    else if (top.key === undefined) this.fail('Objects must consist of key:value pairs');
    else {
      putField(top.members, top.key, value);
      top.key = undefined;
    }
    this.value = undefined;
  }

  private close(letter: string): void {
    const top = this.stack.at(-1);
    if (top?.kind !== (letter === ']' ? 'array' : 'object')) return this.fail(`Unmatched '${letter}'`);
    const isEmpty = top.kind === 'array' ? top.items.length === 0 : Object.keys(top.members).length === 0;
    if (this.value !== undefined) this.put(top, this.value);
    else if (top.kind === 'object' && top.key !== undefined) return this.fail(`Unmatched '${letter}'`);
    else if (!isEmpty) return this.fail(top.kind === 'array' ? 'Expected another array element' : 'Expected another key-value pair');
    this.stack.pop();
    this.take(top.kind === 'array' ? top.items : top.members);
  }
}
