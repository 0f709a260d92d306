// Decides by its first bytes what a file is; name and stated type must agree with them. Pure.
import type { DocumentFormat } from './parsed-document.ts';
import { refusal } from './parse-limits.ts';

/** What the bytes show: a ZIP file may still be one of three formats. */
type Shape = 'pdf' | 'zip' | 'ole' | 'text' | 'binary';

const byExtension: Readonly<Record<string, DocumentFormat>> = {
  pdf: 'pdf',
  docx: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  hwpx: 'hwpx',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  text: 'text',
  csv: 'text',
  log: 'text',
};
const byMediaType: Readonly<Record<string, DocumentFormat>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/hwp+zip': 'hwpx',
  'application/vnd.hancom.hwpx': 'hwpx',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/markdown': 'markdown',
  'text/plain': 'text',
  'text/csv': 'text',
};
const shapes: Readonly<Record<DocumentFormat, Shape>> = {
  pdf: 'pdf',
  docx: 'zip',
  xlsx: 'zip',
  hwpx: 'zip',
  html: 'text',
  markdown: 'text',
  text: 'text',
};
const readable = 'PDF, DOCX, XLSX, HWPX, HTML, Markdown or plain text';

/** Returns the format, or throws a refusal that names what the file seems to be. The stated media type goes before the extension. */
export function documentFormat(bytes: Uint8Array, name: string, mediaType?: string): DocumentFormat {
  const shape = shapeOf(bytes);
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (shape === 'ole') {
    throw refusal(
      'old-format',
      `${shown(name)} is in an old binary format of Office or Hancom (DOC, XLS, HWP) or protected by a password: save it as DOCX, XLSX, HWPX or PDF without one.`,
    );
  }
  const stated = mediaType === undefined ? undefined : mediaType.split(';')[0]?.trim().toLowerCase();
  const generic = stated === undefined || stated === '' || stated === 'application/octet-stream';
  const format = generic ? byExtension[extension] : byMediaType[stated];
  if (format === undefined)
    throw refusal(
      'unknown-format',
      `${shown(name)} (${generic ? 'no media type' : shown(stated)}) is no document that can be read: give ${readable}.`,
    );
  if (shape !== shapes[format])
    throw refusal(
      shape === 'binary' && shapes[format] === 'text' ? 'binary' : 'not-the-named-format',
      `${shown(name)} is called ${format} but its content is ${wordOf(shape)}: give it its right name, or save it again.`,
    );
  return format;
}

function shapeOf(bytes: Uint8Array): Shape {
  const head = String.fromCharCode(...bytes.slice(0, 1024));
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'zip';
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'ole';
  const utf16 = head.startsWith('\u00ff\u00fe') || head.startsWith('\u00fe\u00ff');
  return !utf16 && bytes.includes(0) ? 'binary' : 'text';
}

function wordOf(shape: Shape): string {
  return { pdf: 'a PDF', zip: 'a ZIP archive', ole: 'an old binary format', text: 'text', binary: 'binary data' }[shape];
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}
