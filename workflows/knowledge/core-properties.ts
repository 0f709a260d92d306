// Reads the properties that an office document states about itself (title, author): data like the rest, kept apart from the text.
import type { BlockList } from './block-list.ts';
import { readXml } from './read-xml.ts';

const known = new Set(['title', 'subject', 'creator', 'keywords', 'description', 'lastModifiedBy', 'category']);

/** Returns the known properties that are not empty. */
export function coreProperties(xml: string | undefined, blocks: BlockList): Record<string, string> {
  const properties: Record<string, string> = {};
  let open = '';
  const handler = {
    open: (name: string): void => {
      open = known.has(name) ? name : '';
    },
    close: (): void => {
      open = '';
    },
    text: (text: string): void => {
      if (open !== '' && text.trim() !== '') properties[open] = `${properties[open] ?? ''}${text}`;
    },
  };
  readXml(xml ?? '', handler, blocks.limits, blocks.checkTime);
  return properties;
}
