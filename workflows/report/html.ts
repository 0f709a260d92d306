// Writes a report document as one standalone HTML page: inline style sheet, no script, no handler, nothing loaded from elsewhere.
import { assertNever } from '../definition/errors.ts';
import { copyOf, type ReportCopy } from './copy/copy.ts';
import { htmlStyles } from './html-style.ts';
import type { Block, Cell, Field, ProseBlock, ReportDocument, Section, TableBlock } from './report-document.ts';
import { escapeXml } from './svg/svg-element.ts';

const marks = { good: '✓', bad: '✕', warn: '!', neutral: '' } as const;

/** The page as text. Every value is escaped; charts come from the SVG writers of this room, which escape theirs. */
export function renderHtml(document: ReportDocument): string {
  const copy = copyOf(document.lang);
  const status = document.status
    ? `<p class="status tone-${document.status.tone}">${toneMark(document.status.tone)}${escapeXml(document.status.text)}</p>`
    : '';
  const ai = document.ai === 'none' ? '' : `<meta name="ai-generated" content="${document.ai}">`;
  return [
    `<!doctype html><html lang="${document.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<title>${escapeXml(document.title)} · ${escapeXml(document.reportId)}</title><meta name="generator" content="${escapeXml(document.generatorVersion)}">`,
    `<meta name="color-scheme" content="light dark"><meta name="report-checksum" content="${document.checksum}">${ai}<style>${htmlStyles}</style></head><body><main>`,
    `<header class="head"><div><p class="kind">${escapeXml(document.tenantName)} · ${escapeXml(document.kindName)}</p><h1>${escapeXml(document.title)}</h1>`,
    document.subtitle ? `<p class="subtitle">${escapeXml(document.subtitle)}</p>` : '',
    `</div>${status}</header>${fieldList(document.identity, 'identity')}`,
    aiNotice(document, copy),
    ...document.sections.map((section, index) => sectionHtml(section, index, copy)),
    `<footer><span>${escapeXml(document.reportId)} · ${copy.frame.revision} ${document.revision}</span><span class="sum">${copy.frame.checksumShort} ${document.checksum}</span></footer>`,
    '</main></body></html>\n',
  ].join('');
}

function aiNotice(document: ReportDocument, copy: ReportCopy): string {
  if (document.ai === 'none') return '';
  return `<p class="note tone-neutral">${escapeXml(document.ai === 'stand-in' ? copy.ai.noticeStandIn : copy.ai.notice)}</p>`;
}

function sectionHtml(section: Section, index: number, copy: ReportCopy): string {
  const id = `s${index + 1}`;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeXml(section.title)}</h2>${section.blocks.map((block) => blockHtml(block, copy)).join('')}</section>`;
}

function blockHtml(block: Block, copy: ReportCopy): string {
  switch (block.kind) {
    case 'fields':
      return fieldList(block.rows, 'fields');
    case 'metrics':
      return `<dl class="metrics">${block.items.map((item) => `<div><dt>${escapeXml(item.label)}</dt><dd>${cellHtml(item.cell)}${item.note ? `<small>${escapeXml(item.note)}</small>` : ''}</dd></div>`).join('')}</dl>`;
    case 'table':
      return tableHtml(block, copy);
    case 'chart':
      return `<figure><div class="chart${block.narrow ? ' wide' : ''}">${block.svg}</div>${block.narrow ? `<div class="chart narrow">${block.narrow}</div>` : ''}${block.note ? `<figcaption>${escapeXml(block.note)}</figcaption>` : ''}</figure>`;
    case 'prose':
      return proseHtml(block, copy);
    case 'decision':
      return `<div class="decision tone-${block.tone}"><p class="outcome">${toneMark(block.tone)}${escapeXml(block.outcome)}</p>${fieldList(block.fields, 'fields')}<blockquote>${escapeXml(block.reason)}</blockquote></div>`;
    case 'note':
      return `<p class="note tone-${block.tone}">${toneMark(block.tone)}${escapeXml(block.text)}</p>`;
    case 'sign-off':
      return `<div class="scroll"><table class="sign"><thead><tr>${[copy.labels.role, copy.labels.name, copy.labels.time, copy.labels.signature].map((label) => `<th scope="col">${escapeXml(label)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => `<tr><td>${escapeXml(row.role)}</td><td>${escapeXml(row.name)}</td><td>${escapeXml(row.at)}</td><td class="blank"></td></tr>`).join('')}</tbody></table></div>`;
    default:
      return assertNever(block);
  }
}

function fieldList(rows: readonly Field[], name: string): string {
  return `<dl class="${name}">${rows.map((row) => `<div><dt>${escapeXml(row.label)}</dt><dd>${cellHtml(row.cell)}</dd></div>`).join('')}</dl>`;
}

function tableHtml(block: TableBlock, copy: ReportCopy): string {
  const caption = block.title ? `<h3>${escapeXml(block.title)}</h3>` : '';
  if (block.rows.length === 0) return `${caption}<p class="empty">${escapeXml(block.empty)}</p>`;
  const side = (index: number): string => (block.columns[index]?.align === 'right' ? ' class="num"' : '');
  const head = block.columns.map((column, index) => `<th scope="col"${side(index)}>${escapeXml(column.label)}</th>`).join('');
  const shown = block.limit === undefined ? block.rows : block.rows.slice(0, block.limit);
  const hidden = block.rows.length - shown.length;
  const more = hidden > 0 ? `<p class="empty">${escapeXml(copy.frame.moreRows(hidden))}</p>` : '';
  const name = escapeXml(block.title ?? block.columns.map((column) => column.label).join(', '));
  const body = shown.map((row) => `<tr>${row.map((cell, index) => `<td${side(index)}>${cellHtml(cell)}</td>`).join('')}</tr>`).join('');
  return `${caption}<div class="scroll" tabindex="0" role="group" aria-label="${name}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${more}`;
}

function proseHtml(block: ProseBlock, copy: ReportCopy): string {
  const title = block.title ? `<h3>${escapeXml(block.title)}</h3>` : '';
  const body = block.segments
    .map((segment) =>
      segment.fact
        ? `<span class="fact" tabindex="0" title="${escapeXml(segment.fact)}">${escapeXml(segment.text)}</span>`
        : escapeXml(segment.text),
    )
    .join('');
  if (block.ai === undefined) return `${title}<p class="prose">${body}</p>`;
  const label = block.ai === 'stand-in' ? copy.ai.standIn : copy.ai.model;
  const model = block.model ? ` · ${escapeXml(block.model)}` : '';
  return `${title}<div class="ai" data-ai-generated="${block.ai}"><p class="ai-mark">${escapeXml(label)}${model}</p><p class="prose">${body}</p></div>`;
}

function cellHtml(cell: Cell): string {
  const text = escapeXml(cell.text);
  return cell.tone && cell.tone !== 'neutral' ? `<span class="tone-${cell.tone}">${toneMark(cell.tone)}${text}</span>` : text;
}

function toneMark(tone: keyof typeof marks): string {
  return marks[tone] ? `<b class="mark" aria-hidden="true">${marks[tone]}</b>` : '';
}
