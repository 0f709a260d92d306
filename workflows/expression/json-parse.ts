// JSON text to values as jq reads it: like JSON.parse, and `nan` is a number. Errors are those of the program, not of the engine.
import type { Json } from '../definition/json.ts';
import { putField } from './access.ts';
import { chargeText, raise, spend } from './work.ts';

const MAX_DEPTH = 1000;

/** @throws Raised, catchable by the program's `try`. */
export function parseJson(text: string): Json {
  chargeText(text.length);
  spend(text.length >> 6);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return new Reader(text).whole();
  }
}

/** Reads what JSON.parse refuses: only `nan` makes it succeed, everything else is named with its place. */
class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  whole(): Json {
    this.blanks();
    if (this.at >= this.text.length) return raise(`Expected JSON value (while parsing '${this.text}')`);
    const value = this.value();
    this.blanks();
    if (this.at < this.text.length) return raise(`Unexpected extra JSON values (while parsing '${this.text}')`);
    return value;
  }

  private value(): Json {
    this.blanks();
    const letter = this.text[this.at];
    if (letter === '[' || letter === '{') return this.nested(letter);
    if (letter === '"') return this.string();
    if (letter === "'") return this.fail('Invalid string literal; expected ", but got \'', 1);
    const word = /[-+.A-Za-z0-9]+/y;
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0];
    if (found === undefined) return this.fail('Expected value', 1);
    this.at += found.length;
    if (/^-?nan$/i.test(found)) return Number.NaN;
    try {
      return JSON.parse(found) as Json;
    } catch {
      return this.fail(/^[-+.0-9nN]/.test(found) ? 'Invalid numeric literal' : 'Invalid literal', 0);
    }
  }

  private nested(open: string): Json {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) return this.fail('Exceeds depth limit for parsing', 0);
    this.at += 1;
    const value = open === '[' ? this.array() : this.object();
    this.depth -= 1;
    return value;
  }

  private array(): Json {
    const items: Json[] = [];
    if (this.accept(']')) return items;
    do {
      if (items.length > 0 && this.peek() === ']') return this.fail('Expected another array element', 1);
      items.push(this.value());
    } while (this.accept(','));
    return this.accept(']') ? items : this.fail('Expected separator between values', 1);
  }

  private object(): Json {
    const object: Record<string, Json> = {};
    if (this.accept('}')) return object;
    do {
      if (this.peek() !== '"')
        return this.fail(this.peek() === "'" ? 'Invalid string literal; expected ", but got \'' : 'Object keys must be strings', 1);
      const key = this.string();
      if (!this.accept(':')) return this.fail('Objects must consist of key:value pairs', 1);
      putField(object, key, this.value());
    } while (this.accept(','));
    return this.accept('}') ? object : this.fail('Expected separator between values', 1);
  }

  private string(): string {
    const literal = /"(?:[^"\\]|\\.)*"/sy;
    literal.lastIndex = this.at;
    const found = literal.exec(this.text)?.[0];
    if (found === undefined) return this.fail('Unfinished string', this.text.length - this.at);
    this.at += found.length;
    try {
      return JSON.parse(found.replace(/[\u0000-\u001f]/g, (letter) => JSON.stringify(letter).slice(1, -1))) as string;
    } catch {
      return this.fail('Invalid escape', 0);
    }
  }

  private peek(): string | undefined {
    this.blanks();
    return this.text[this.at];
  }

  private accept(letter: string): boolean {
    if (this.peek() !== letter) return false;
    this.at += 1;
    return true;
  }

  private blanks(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? '.')) this.at += 1;
  }

  private fail(message: string, ahead: number): never {
    const before = this.text.slice(0, this.at + ahead);
    const line = before.split('\n').length;
    const column = before.length - (before.lastIndexOf('\n') + 1);
    const end = this.at + ahead >= this.text.length ? ' at EOF' : '';
    return raise(`${message}${end} at line ${line}, column ${column} (while parsing '${this.text}')`);
  }
}
