// Reads a Word document (ISO/IEC 29500 WordprocessingML): paragraphs, headings by style, lists, tables, notes. Hidden and deleted text stays out.
import type { BlockList } from './block-list.ts';
import { createFlow } from './flow.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { refusal } from './parse-limits.ts';
import { coreProperties } from './core-properties.ts';
import { attributeOf, readXml } from './read-xml.ts';
import { entryText, readZipEntries } from './zip-entries.ts';

const parts = new Set(['word/document.xml', 'word/styles.xml', 'word/footnotes.xml', 'word/endnotes.xml', 'docProps/core.xml']);
/** Left out with all they hold: deleted and moved-away text, field codes, and the second copy of a drawing for old programs. */
const skipped = new Set(['del', 'moveFrom', 'instrText', 'Fallback', 'delText']);

/** Throws a refusal for what is no Word document. */
export async function parseDocx(bytes: Uint8Array, blocks: BlockList): Promise<ParsedDocument> {
  const entries = await readZipEntries(bytes, (name) => parts.has(name), blocks.limits, blocks.checkTime);
  const body = entryText(entries, 'word/document.xml');
  if (body === undefined)
    throw refusal('damaged', 'The Word document has no text part (word/document.xml): save it again in its own program.');
  const levels = headingLevels(entryText(entries, 'word/styles.xml') ?? '', blocks);
  for (const text of [body, entryText(entries, 'word/footnotes.xml'), entryText(entries, 'word/endnotes.xml')])
    if (text !== undefined) readPart(text, levels, blocks);
  const metadata = coreProperties(entryText(entries, 'docProps/core.xml'), blocks);
  return blocks.finish('docx', { metadata, ...(metadata.title === undefined ? {} : { title: metadata.title }) });
}

/** Style id to heading level: by the style's outline level or its English name, which Word keeps in every language. */
function headingLevels(styles: string, blocks: BlockList): Map<string, number> {
  const levels = new Map<string, number>();
  let id = '';
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'style') id = attributeOf(attributes, 'styleId') ?? '';
    const value = attributeOf(attributes, 'val') ?? '';
    const named = name === 'name' ? /^heading ([1-9])$/i.exec(value)?.[1] : undefined;
    if (named !== undefined) levels.set(id, Number(named));
    else if (name === 'name' && /^title$/i.test(value)) levels.set(id, 1);
    else if (name === 'outlineLvl' && id !== '' && Number(value) < 9 && !levels.has(id)) levels.set(id, Number(value) + 1);
  };
  const close = (name: string): void => {
    if (name === 'style') id = '';
  };
  readXml(styles, { open, close }, blocks.limits, blocks.checkTime);
  return levels;
}

function readPart(xml: string, levels: ReadonlyMap<string, number>, blocks: BlockList): void {
  const flow = createFlow(blocks);
  let [skip, inText, hidden, inRunProperties] = [0, false, false, false];
  let [level, list] = [0, false];
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (skip > 0 || skipped.has(name)) skip++;
    if (skip > 0) return;
    const value = attributeOf(attributes, 'val') ?? '';
    if (name === 'p') {
      flow.end();
      [level, list] = [0, false];
    } else if (name === 'pStyle') level = levels.get(value) ?? 0;
    else if (name === 'outlineLvl') level = Number(value) < 9 ? Number(value) + 1 : level;
    else if (name === 'numPr') list = true;
    else if (name === 'r') hidden = false;
    else if (name === 'rPr') inRunProperties = true;
    else if ((name === 'vanish' || name === 'webHidden') && inRunProperties && !['0', 'false', 'off'].includes(value)) hidden = true;
    else if (name === 't') inText = true;
    else if (name === 'tab') flow.text(' ');
    else if (name === 'br' || name === 'cr') flow.text('\n');
    else if (name === 'tr') flow.openRow();
  };
  const close = (name: string): void => {
    if (skip > 0) {
      skip--;
      return;
    }
    if (name === 'p') flow.end(level > 0 ? 'heading' : list ? 'list-item' : 'paragraph', level);
    else if (name === 't') inText = false;
    else if (name === 'rPr') inRunProperties = false;
    else if (name === 'r') hidden = false;
    else if (name === 'tc') flow.closeCell();
    else if (name === 'tr') flow.closeRow();
  };
  const text = (piece: string): void => {
    if (skip > 0 || !inText) return;
    if (hidden) blocks.warn('hidden-content-left-out', 'document', 'Text formatted as hidden was left out.');
    else flow.text(piece);
  };
  readXml(xml, { open, close, text }, blocks.limits, blocks.checkTime);
  flow.end();
}
