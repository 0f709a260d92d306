// Values to JSON text as jq writes it, with a ceiling so that a small value that refers to itself many times cannot fill the memory.
import { type Json, isJsonObject } from '../definition/json.ts';
import { formatNumber } from './number-text.ts';
import { ascend, chargeText, descend, spend, work } from './work.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const SPECIAL = /["\\\u0000-\u001f\u007f\ud800-\udfff]/;

/** Compact JSON, keys in their own order. @throws BudgetExceeded above the size of the budget. */
export function toJsonText(value: Json): string {
  if (typeof value === 'string') return quote(value);
  spend(1);
  if (typeof value === 'number') return formatNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  const writer = new Writer(work.budget.size);
  writer.write(value);
  chargeText(writer.length);
  return writer.text;
}

/** The first `limit` characters or so of the JSON text: for error messages. */
export function toJsonPrefix(value: Json, limit: number): string {
  const writer = new Writer(Number.POSITIVE_INFINITY, limit);
  writer.write(value);
  return writer.text;
}

export function quote(text: string): string {
  if (text.length > 63) spend(text.length >> 6);
  if (!SPECIAL.test(text)) return `"${text}"`;
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('\u007f', '\\u007f');
}

class Writer {
  text = '';

  constructor(
    private readonly ceiling: number,
    private readonly enough = Number.POSITIVE_INFINITY,
  ) {}

  get length(): number {
    return this.text.length;
  }

  write(value: Json): void {
    if (this.text.length > this.enough) return;
    if (typeof value === 'string') this.text += quote(value);
    else if (typeof value === 'number') this.text += formatNumber(value);
    else if (value === null || typeof value === 'boolean') this.text += String(value);
    else {
      if (this.text.length > this.ceiling) chargeText(this.text.length);
      descend();
      if (isJsonObject(value)) this.writeObject(value);
      else this.writeArray(value as readonly Json[]);
      ascend();
    }
  }

  private writeArray(items: readonly Json[]): void {
    spend(1 + (items.length >> 4));
    this.text += '[';
    for (let index = 0; index < items.length && this.text.length <= this.enough; index += 1) {
      if (index > 0) this.text += ',';
      this.write(items[index] ?? null);
    }
    this.text += ']';
  }

  private writeObject(value: Readonly<Record<string, Json>>): void {
    const keys = Object.keys(value);
    spend(1 + (keys.length >> 4));
    this.text += '{';
    for (let index = 0; index < keys.length && this.text.length <= this.enough; index += 1) {
      const key = keys[index] ?? '';
      if (index > 0) this.text += ',';
      this.text += `${quote(key)}:`;
      this.write(value[key] ?? null);
    }
    this.text += '}';
  }
}
