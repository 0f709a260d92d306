// Reads an HTML page as its reader sees it: scripts, styles, comments, attributes and hidden elements stay out, nothing is loaded or run.
import { Parser } from 'htmlparser2';
import type { BlockList } from './block-list.ts';
import { createFlow, type Flow } from './flow.ts';
import { simpleRules, styleSight } from './hidden-style.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { refusal } from './parse-limits.ts';

const skipped = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'embed',
  'head',
  'select',
  'textarea',
  'button',
  'canvas',
  'audio',
  'video',
  'dialog',
  'datalist',
  'noembed',
  'noframes',
]);
const closing = new Set([
  'p',
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'aside',
  'nav',
  'pre',
  'blockquote',
  'dt',
  'dd',
  'figcaption',
  'caption',
  'table',
  'ul',
  'ol',
  'dl',
  'hr',
  'address',
  'form',
  'fieldset',
  'details',
  'summary',
  'body',
  'li',
]);

interface Open {
  readonly hidden: boolean;
  readonly hasBackground: boolean;
}

interface Reading {
  readonly flow: Flow;
  readonly blocks: BlockList;
  readonly stack: Open[];
  readonly rules: Map<string, string>;
  title: string;
  sheet: string;
}

export function parseHtml(html: string, blocks: BlockList): ParsedDocument {
  const title = readHtml(html, blocks);
  return blocks.finish('html', title.trim() === '' ? {} : { title });
}

/** Adds the visible blocks of a page or of a piece of one, and returns its title. */
export function readHtml(html: string, blocks: BlockList): string {
  const reading: Reading = { flow: createFlow(blocks), blocks, stack: [], rules: new Map(), title: '', sheet: '' };
  const names: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (names.push(name) > blocks.limits.maxDepth)
        throw refusal('too-deep', `The page nests elements more than ${blocks.limits.maxDepth} deep.`);
      openElement(reading, name, attributes);
    },
    onclosetag(name) {
      names.pop();
      const { hidden } = reading.stack.pop() ?? { hidden: false };
      if (name === 'style') readSheet(reading);
      else if (!hidden) closeElement(reading.flow, name);
    },
    ontext(text) {
      if (names.at(-1) === 'title' && names.includes('head')) reading.title += text;
      else if (names.at(-1) === 'style') reading.sheet += text;
      else if (reading.stack.at(-1)?.hidden !== true) reading.flow.text(names.includes('pre') ? text : text.replace(/\s+/g, ' '));
    },
  });
  for (let start = 0; start < html.length; start += 65_536) {
    blocks.checkTime();
    parser.write(html.slice(start, start + 65_536));
  }
  parser.end();
  reading.flow.end();
  return reading.title;
}

function readSheet(reading: Reading): void {
  for (const [name, declarations] of simpleRules(reading.sheet)) reading.rules.set(name, declarations);
  reading.sheet = '';
}

function openElement(reading: Reading, name: string, attributes: Readonly<Record<string, string>>): void {
  const { flow, stack, rules, blocks } = reading;
  const outer = stack.at(-1) ?? { hidden: false, hasBackground: false };
  const names = [...(attributes['class'] ?? '').split(/\s+/).map((entry) => `.${entry}`), `#${attributes['id'] ?? ''}`];
  const sight = styleSight(
    [
      ...names.map((entry) => rules.get(entry) ?? ''),
      attributes['style'] ?? '',
      attributes['color'] === undefined ? '' : `color:${attributes['color']}`,
    ].join(';'),
  );
  const hasBackground = outer.hasBackground || sight.hasBackground || attributes['bgcolor'] !== undefined;
  const unseen = attributes['hidden'] !== undefined || sight.hidden || (sight.white && !hasBackground);
  if (unseen && !outer.hidden)
    blocks.warn('hidden-content-left-out', 'document', 'Text that a reader of the page cannot see was left out.');
  const hidden = outer.hidden || unseen || skipped.has(name);
  stack.push({ hidden, hasBackground });
  if (hidden) return;
  if (name === 'br') flow.text('\n');
  else if (name === 'tr') flow.openRow();
  else if (closing.has(name) || /^h[1-6]$/.test(name)) flow.end();
}

function closeElement(flow: Flow, name: string): void {
  if (/^h[1-6]$/.test(name)) flow.end('heading', Number(name.slice(1)));
  else if (name === 'li') flow.end('list-item');
  else if (name === 'td' || name === 'th') flow.closeCell();
  else if (name === 'tr') flow.closeRow();
  else if (closing.has(name)) flow.end();
}
