// Reads a Hancom document in its open form (HWPX, KS X 6101 OWPML): paragraphs, outline headings, tables. The old binary HWP is refused elsewhere.
import type { BlockList } from './block-list.ts';
import { coreProperties } from './core-properties.ts';
import { createFlow, type Flow } from './flow.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { refusal } from './parse-limits.ts';
import { attributeOf, readXml } from './read-xml.ts';
import { entryText, readZipEntries } from './zip-entries.ts';

const sectionName = /^Contents\/section(\d+)\.xml$/;
/** Left out with all they hold: page furniture, comments that do not print, drawing scripts. */
const skipped = new Set(['header', 'footer', 'hiddenComment', 'script', 'fieldBegin', 'memo']);

/** Throws a refusal for what is no HWPX document. `page` of a block is the number of its section. */
export async function parseHwpx(bytes: Uint8Array, blocks: BlockList): Promise<ParsedDocument> {
  const wanted = (name: string): boolean =>
    sectionName.test(name) || name === 'Contents/header.xml' || name === 'Contents/content.hpf' || name === 'META-INF/manifest.xml';
  const entries = await readZipEntries(bytes, wanted, blocks.limits, blocks.checkTime);
  if (/encryption-data/.test(entryText(entries, 'META-INF/manifest.xml') ?? '')) {
    throw refusal('encrypted', 'The HWPX document is protected by a password: save it without one.');
  }
  const sections = [...entries.keys()].filter((name) => sectionName.test(name)).sort((left, right) => numberOf(left) - numberOf(right));
  if (sections.length === 0)
    throw refusal('damaged', 'The HWPX document has no section (Contents/section0.xml): save it again in its own program.');
  const levels = outlineLevels(entryText(entries, 'Contents/header.xml') ?? '', blocks);
  for (const [index, name] of sections.entries()) {
    const flow = createFlow(blocks);
    flow.setPage(index + 1);
    readSection(entryText(entries, name) ?? '', levels, flow, blocks);
  }
  const metadata = coreProperties(entryText(entries, 'Contents/content.hpf'), blocks);
  return blocks.finish('hwpx', { metadata, ...(metadata.title === undefined ? {} : { title: metadata.title }) });
}

function numberOf(name: string): number {
  return Number(sectionName.exec(name)?.[1] ?? 0);
}

/** Style id to level: the outline styles are named in the program's language and in English. */
function outlineLevels(header: string, blocks: BlockList): Map<string, number> {
  const levels = new Map<string, number>();
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name !== 'style') return;
    const level =
      /^(?:개요|outline)\s*(\d+)$/i.exec(attributeOf(attributes, 'name') ?? '')?.[1] ??
      /^outline\s*(\d+)$/i.exec(attributeOf(attributes, 'engName') ?? '')?.[1];
    if (level !== undefined) levels.set(attributeOf(attributes, 'id') ?? '', Number(level));
  };
  readXml(header, { open }, blocks.limits, blocks.checkTime);
  return levels;
}

function readSection(xml: string, levels: ReadonlyMap<string, number>, flow: Flow, blocks: BlockList): void {
  let [skip, inText] = [0, 0];
  // A table stands inside a paragraph, so paragraphs nest: each keeps its own level.
  const paragraphs: number[] = [];
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (skip > 0 || skipped.has(name)) skip++;
    if (skip > 0) return;
    if (name === 'p') {
      flow.end();
      paragraphs.push(levels.get(attributeOf(attributes, 'styleIDRef') ?? '') ?? 0);
    } else if (name === 't') inText++;
    else if (name === 'tab' || name === 'fwSpace' || name === 'nbSpace') flow.text(' ');
    else if (name === 'lineBreak') flow.text('\n');
    else if (name === 'tr') flow.openRow();
  };
  const close = (name: string): void => {
    if (skip > 0) {
      skip--;
      return;
    }
    if (name === 't') inText--;
    else if (name === 'tc') flow.closeCell();
    else if (name === 'tr') flow.closeRow();
    else if (name === 'p') {
      const level = paragraphs.pop() ?? 0;
      flow.end(level > 0 ? 'heading' : 'paragraph', level);
    }
  };
  const text = (piece: string): void => {
    if (skip === 0 && inText > 0) flow.text(piece);
  };
  readXml(xml, { open, close, text }, blocks.limits, blocks.checkTime);
  flow.end();
}
