// A stream of JSON values, cut where one ends: several on a line, or one over many lines. Only finds the ends; parsing is for others.

/** Feed it pieces of text; it gives back the source of every value that is complete. */
export class JsonStream {
  private pending = '';
  private scanned = 0;
  private start = -1;
  private depth = 0;
  private kind: 'none' | 'string' | 'literal' | 'container' = 'none';
  private isQuoted = false;

  push(text: string): string[] {
    this.pending += text;
    const found: string[] = [];
    while (this.scanned < this.pending.length) {
      const end = this.step(this.pending[this.scanned] ?? '');
      if (end === undefined) continue;
      found.push(this.pending.slice(this.start, end));
      this.kind = 'none';
      this.start = -1;
    }
    const keep = this.start === -1 ? this.scanned : this.start;
    this.pending = this.pending.slice(keep);
    this.scanned -= keep;
    if (this.start !== -1) this.start = 0;
    return found;
  }

  /** What is left when the stream ends: the last number, or a value that was never closed. */
  end(): string[] {
    const rest = this.start === -1 ? '' : this.pending.slice(this.start);
    this.pending = '';
    this.start = -1;
    return rest.trim() === '' ? [] : [rest];
  }

  /** Takes one letter; returns the offset where a value ends, if it ends here. */
  private step(letter: string): number | undefined {
    if (this.kind === 'none') return this.begin(letter);
    if (this.kind === 'literal') {
      if (!/[\s[\]{},:"]/.test(letter)) return this.advance(1);
      return this.scanned;
    }
    if (this.isQuoted) {
      if (letter === '\\') return this.advance(2);
      this.scanned += 1;
      if (letter !== '"') return undefined;
      this.isQuoted = false;
      return this.kind === 'string' ? this.scanned : undefined;
    }
    this.scanned += 1;
    if (letter === '"') this.isQuoted = true;
    else if (letter === '[' || letter === '{') this.depth += 1;
    else if (letter === ']' || letter === '}') this.depth -= 1;
    return this.depth <= 0 ? this.scanned : undefined;
  }

  private begin(letter: string): number | undefined {
    if (/[\s\ufeff]/.test(letter)) return this.advance(1);
    this.start = this.scanned;
    this.scanned += 1;
    this.depth = 0;
    if (letter === '"') {
      this.kind = 'string';
      this.isQuoted = true;
    } else if (letter === '[' || letter === '{') {
      this.kind = 'container';
      this.depth = 1;
    } else if (/[\]},:]/.test(letter)) return this.scanned;
    else this.kind = 'literal';
    return undefined;
  }

  private advance(letters: number): undefined {
    this.scanned += letters;
    return undefined;
  }
}
