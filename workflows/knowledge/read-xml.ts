// Walks an XML part of an office document. Namespaces prefixes are dropped; declared entities are never expanded, nothing is loaded.
import { Parser } from 'htmlparser2';
import { type ParseLimits, refusal } from './parse-limits.ts';

export interface XmlHandler {
  /** `name` without prefix; attributes as written, with prefix. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

const chunkLength = 65_536;

/** Feeds the text piece by piece, so that time and depth are watched. */
export function readXml(text: string, handler: XmlHandler, limits: ParseLimits, checkTime: () => void): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > limits.maxDepth)
          throw refusal('too-deep', `The document nests elements more than ${limits.maxDepth} deep: save it again in its own program.`);
        handler.open?.(localName(name), attributes);
      },
      onclosetag(name) {
        depth--;
        handler.close?.(localName(name));
      },
      ontext: (piece) => handler.text?.(piece),
    },
    { xmlMode: true },
  );
  for (let start = 0; start < text.length; start += chunkLength) {
    checkTime();
    parser.write(text.slice(start, start + chunkLength));
  }
  parser.end();
}

/** An attribute by its name without prefix: `w:val` and `val` are the same to a reader. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
