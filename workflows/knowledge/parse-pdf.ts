// Reads the text of a PDF page by page with pdf.js (the build of unpdf: no native part, no worker file, nothing downloaded).
// Nothing is drawn, no script of the file runs. A page of pictures has no text: it is named in a warning, recognising it is not done here.
import { getDocumentProxy } from 'unpdf';
import { AppError } from '../definition/errors.ts';
import type { BlockList } from './block-list.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { headingLevel } from './parse-markdown.ts';
import { refusal } from './parse-limits.ts';
import { type PdfItem, type PdfLine, pdfLines } from './pdf-lines.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** `page` of a block is the number of its page, from 1, whatever is printed on it. */
export async function parsePdf(bytes: Uint8Array, blocks: BlockList): Promise<ParsedDocument> {
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > blocks.limits.maxPages) {
      throw refusal(
        'too-many-pages',
        `The PDF has ${pdf.numPages} pages, more than ${blocks.limits.maxPages}: split it into smaller files.`,
      );
    }
    for (let page = 1; page <= pdf.numPages; page++) {
      blocks.checkTime();
      await readPage(pdf, page, blocks);
    }
    const metadata = await metadataOf(pdf);
    return blocks.finish('pdf', {
      pages: pdf.numPages,
      metadata,
      ...(metadata['Title'] === undefined ? {} : { title: metadata['Title'] }),
    });
  } finally {
    await pdf.destroy();
  }
}

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // A copy: pdf.js takes the buffer away from its owner.
    return await getDocumentProxy(bytes.slice(), {
      verbosity: 0,
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      maxImageSize: 1,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      throw refusal('encrypted', 'The PDF is protected by a password: save it without one.', error);
    throw refusal('damaged', 'The PDF cannot be read, its structure is damaged: print it to a new PDF.', error);
  }
}

async function readPage(pdf: PdfDocument, number: number, blocks: BlockList): Promise<void> {
  const place = `page ${number}`;
  try {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    const lines = pdfLines(content.items.filter((item): item is PdfItem & typeof item => 'str' in item));
    page.cleanup();
    if (lines.length === 0) {
      blocks.warn(
        'page-without-text',
        place,
        `Page ${number} has no text (a scan, or letters without an encoding): its content is not searchable.`,
      );
      return;
    }
    const body = bodyHeight(lines);
    let paragraph: string[] = [];
    const flush = (): void => {
      blocks.add('paragraph', paragraph.join('\n'), { page: number });
      paragraph = [];
    };
    for (const line of lines) {
      const level = line.height > body * 1.6 ? 1 : headingLevel(line.text) || (line.height > body * 1.15 && line.text.length < 80 ? 2 : 0);
      if (level > 0 || line.gap) flush();
      if (level > 0) blocks.add('heading', line.text, { level, page: number });
      else paragraph.push(line.text);
    }
    flush();
  } catch (error) {
    if (error instanceof AppError) throw error;
    blocks.warn('unreadable-page', place, `Page ${number} is damaged and was left out: print the document to a new PDF.`);
  }
}

/** The height of most letters of the page: headings and small print are fewer. */
function bodyHeight(lines: readonly PdfLine[]): number {
  const byHeight = [...lines].sort((left, right) => left.height - right.height);
  const half = lines.reduce((sum, line) => sum + line.text.length, 0) / 2;
  let letters = 0;
  return byHeight.find((line) => (letters += line.text.length) >= half)?.height ?? 0;
}

async function metadataOf(pdf: PdfDocument): Promise<Record<string, string>> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const known = ['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer'];
  return Object.fromEntries(
    Object.entries(info as Record<string, unknown>).filter(
      (entry): entry is [string, string] => known.includes(entry[0]) && typeof entry[1] === 'string' && entry[1].trim() !== '',
    ),
  );
}
