// Reads Markdown (headings, lists, tables, paragraphs, code) and plain text. Comments and hidden HTML inside Markdown stay out; links become their words.
import type { BlockList } from './block-list.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { readHtml } from './parse-html.ts';

/** Front matter (`title: ...` between lines of `---`) becomes title and metadata. */
export function parseMarkdown(text: string, blocks: BlockList): ParsedDocument {
  const { metadata, body } = frontMatter(text.replace(/\r\n?/g, '\n'));
  const lines = withoutComments(body).split('\n');
  const paragraph: string[] = [];
  let fence: string | null = null;
  const flush = (): void => {
    if (paragraph.length > 0) addInline(paragraph.join('\n'), 'paragraph', blocks);
    paragraph.length = 0;
  };
  for (const line of lines) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) {
        if (paragraph.length > 0) blocks.add('paragraph', paragraph.join('\n'));
        paragraph.length = 0;
        fence = null;
      } else paragraph.push(line);
    } else if (mark !== undefined) {
      flush();
      fence = mark;
    } else if (!readLine(line, paragraph, flush, blocks)) paragraph.push(line);
  }
  flush();
  return blocks.finish('markdown', { metadata, ...(metadata['title'] === undefined ? {} : { title: metadata['title'] }) });
}

/** Reads a line that is a block of its own; false when it goes on with a paragraph. */
function readLine(line: string, paragraph: string[], flush: () => void, blocks: BlockList): boolean {
  const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  const underline = paragraph.length === 1 ? /^\s{0,3}(=+|-{2,})\s*$/.exec(line)?.[1] : undefined;
  if (underline !== undefined) {
    blocks.add('heading', inline(paragraph.pop() ?? ''), { level: underline.startsWith('=') ? 1 : 2 });
    return true;
  }
  const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)$/.exec(line);
  const isRow = /^\s*\|.*\|\s*$/.test(line);
  if (heading === null && item === null && !isRow && line.trim() !== '' && !/^\s*([-*_]\s*){3,}$/.test(line)) return false;
  flush();
  if (heading !== null) blocks.add('heading', inline(heading[2] ?? ''), { level: heading[1]?.length ?? 1 });
  else if (item !== null) paragraph.push(item[1] ?? '');
  else if (isRow && !/^[\s|:-]+$/.test(line))
    blocks.add(
      'table-row',
      inline(
        line
          .trim()
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim())
          .join(' | '),
      ),
    );
  return true;
}

/** Plain text: paragraphs stand between empty lines; a short numbered line alone (`3.2 Torque`) is a heading. */
export function parseText(text: string, blocks: BlockList): ParsedDocument {
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n/)) {
    const lines = paragraph.trim().split('\n');
    const level = headingLevel(lines[0] ?? '');
    if (level > 0) blocks.add('heading', lines[0] ?? '', { level });
    blocks.add('paragraph', lines.slice(level > 0 ? 1 : 0).join('\n'));
  }
  return blocks.finish('text', {});
}

/** Level of a numbered heading line, 0 for other lines: `2.` and `2` are 1, `2.1` is 2. A sentence is no heading. */
export function headingLevel(line: string): number {
  const trimmed = line.trim();
  const number = /^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\p{L}/u.exec(trimmed)?.[1];
  if (number === undefined || trimmed.length > 60 || /[.!?。:;,|]$|다\.?$|까\?$/.test(trimmed)) return 0;
  return number.split('.').length;
}

function addInline(text: string, kind: 'paragraph', blocks: BlockList): void {
  if (/<[a-z/!]/i.test(text)) readHtml(inline(text).replace(/\n/g, '<br>'), blocks);
  else blocks.add(kind, inline(text));
}

/** Drops HTML comments, also one that is never closed: what follows it is not shown either. */
function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
}

/** Marks of emphasis and code go, links and pictures become their words; addresses are never kept. */
function inline(text: string): string {
  return text
    .replace(/!?\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/!?\[([^\]\n]{1,500})\]\[[^\]\n]{0,200}\]/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/^\s{0,3}>\s?/gm, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!|])/g, '$1');
}

function frontMatter(text: string): { metadata: Record<string, string>; body: string } {
  const match = /^---\n([\s\S]{0,4000}?)\n---\n/.exec(text);
  if (match === null) return { metadata: {}, body: text };
  const pairs = [...(match[1] ?? '').matchAll(/^(title|author|revision|date|subject|keywords):[ \t]*(.+)$/gm)];
  return {
    metadata: Object.fromEntries(pairs.map((pair) => [pair[1] ?? '', (pair[2] ?? '').replace(/^["']|["']$/g, '')])),
    body: text.slice(match[0].length),
  };
}
