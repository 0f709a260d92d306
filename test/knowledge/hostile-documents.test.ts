// Documents that lie, swell, nest or break: each is refused by name, within bounds, and none takes the process along.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { parseDocument } from '../../workflows/knowledge/parse-document.ts';
import type { ParseLimits } from '../../workflows/knowledge/parse-limits.ts';
import { buildDocx, buildHwpx, buildXlsx, paragraph } from './office-builder.ts';
import { buildPdf } from './pdf-builder.ts';
import { buildZip } from './zip-builder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function reasonOf(
  content: Uint8Array,
  name: string,
  options: { mediaType?: string; limits?: Partial<ParseLimits>; now?: () => number } = {},
): Promise<string> {
  try {
    await parseDocument({ bytes: content, name, ...(options.mediaType === undefined ? {} : { mediaType: options.mediaType }) }, options);
    return 'read';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.message.length).toBeGreaterThan(20);
    expect(error.message).not.toMatch(/node_modules|undefined|\n\s*at /);
    expect(error.retryable).toBe(false);
    return String(error.context['reason']);
  }
}

describe('a hostile document', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['nothing at all', new Uint8Array(), 'a.pdf', 'empty'],
    ['a program called PDF', new Uint8Array([0x4d, 0x5a, 0, 1]), 'a.pdf', 'not-the-named-format'],
    ['a PDF called text', bytes('%PDF-1.7\n'), 'a.txt', 'not-the-named-format'],
    ['HTML called DOCX', bytes('<html>'), 'a.docx', 'not-the-named-format'],
    ['binary data called text', new Uint8Array([65, 0, 66]), 'a.txt', 'binary'],
    ['an old HWP or encrypted Office file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'a.hwp', 'old-format'],
    ['a picture', bytes('GIF89a'), 'a.gif', 'unknown-format'],
    ['a PDF that is only a head', bytes('%PDF-1.7\n%%EOF'), 'a.pdf', 'damaged'],
    ['a ZIP that is only a head', bytes('PK\u0003\u0004abcdefgh'), 'a.docx', 'broken-archive'],
    ['a ZIP without the text part', buildZip([{ name: 'x', content: 'y' }]), 'a.docx', 'damaged'],
    ['a workbook without sheets', buildZip([{ name: 'x', content: 'y' }]), 'a.xlsx', 'damaged'],
    ['a HWPX without a section', buildZip([{ name: 'x', content: 'y' }]), 'a.hwpx', 'damaged'],
    ['an entry protected by a password', buildZip([{ name: 'word/document.xml', content: 'x', encrypted: true }]), 'a.docx', 'encrypted'],
    ['a protected HWPX', buildHwpx('', [{ name: 'META-INF/manifest.xml', content: '<m><encryption-data/></m>' }]), 'a.hwpx', 'encrypted'],
    [
      'a part that unpacks a thousandfold',
      buildZip([{ name: 'word/document.xml', content: new Uint8Array(5_000_000) }]),
      'a.docx',
      'zip-bomb',
    ],
    [
      'a part nobody reads that unpacks a thousandfold',
      buildDocx('', [{ name: 'word/media/x.png', content: new Uint8Array(5_000_000) }]),
      'a.docx',
      'zip-bomb',
    ],
    [
      'a part that unpacks to more than it says',
      buildZip([{ name: 'word/document.xml', content: new Uint8Array(500_000), declaredSize: 10 }]),
      'a.docx',
      'broken-archive',
    ],
    [
      'a part given twice',
      buildZip([
        { name: 'word/document.xml', content: '<a/>' },
        { name: 'word/document.xml', content: '<b/>' },
      ]),
      'a.docx',
      'broken-archive',
    ],
    ['elements a thousand deep', buildDocx('<w:p>'.repeat(1000)), 'a.docx', 'too-deep'],
    ['a page nested without end', bytes('<div>'.repeat(100_000)), 'a.html', 'too-deep'],
  ])('%s is refused by name', async (_, content, name, reason) => {
    expect(await reasonOf(content, name)).toBe(reason);
  });

  it('is refused when it is too large, too long, has too many pages or parts, or takes too long', async () => {
    const pdf = await buildPdf([{ text: '1' }, { text: '2', pageBreak: 'before' }]);
    let time = 0;
    expect(await reasonOf(bytes('x'.repeat(101)), 'a.txt', { limits: { maxBytes: 100 } })).toBe('too-large');
    expect(await reasonOf(bytes('x'.repeat(101)), 'a.txt', { limits: { maxTextLength: 100 } })).toBe('too-much-text');
    expect(await reasonOf(pdf, 'a.pdf', { limits: { maxPages: 1 } })).toBe('too-many-pages');
    expect(await reasonOf(pdf, 'a.pdf', { now: () => (time += 20_000) })).toBe('took-too-long');
    expect(await reasonOf(buildDocx(''), 'a.docx', { limits: { maxEntries: 2 } })).toBe('zip-bomb');
    expect(await reasonOf(buildDocx(paragraph('x'.repeat(3000))), 'a.docx', { limits: { maxUnpackedBytes: 1000 } })).toBe('zip-bomb');
  });

  it('is refused when it is a PDF under a password', async () => {
    expect(await reasonOf(await buildPdf([{ text: '비밀' }], { password: 'geheim' }), 'a.pdf')).toBe('encrypted');
  });

  it('cannot make entities or merged ranges grow', async () => {
    const laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
    const docx = buildZip([{ name: 'word/document.xml', content: `${laughs}<w:document>${paragraph('&b;&c; 끝')}</w:document>` }]);
    expect((await parseDocument({ bytes: docx, name: 'a.docx' })).blocks.map(({ text }) => text)).toEqual(['&b;&c; 끝']);
    const book = buildXlsx([
      {
        name: 'x',
        xml: '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
      },
    ]);
    expect((await parseDocument({ bytes: book, name: 'a.xlsx' })).blocks).toHaveLength(2);
  });

  it('never ends in anything but a document or a refusal, whatever bytes follow a good beginning', async () => {
    const beginnings = [
      await buildPdf([{ text: '가' }]),
      buildDocx(paragraph('가')),
      buildXlsx([{ name: 'x', xml: '<sheetData/>' }]),
      buildHwpx('<hp:p/>'),
    ];
    const names = ['a.pdf', 'a.docx', 'a.xlsx', 'a.hwpx'];
    const damage = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 3 }),
        damage,
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        async (which, changes, keep) => {
          const content = (beginnings[which] ?? new Uint8Array()).slice();
          for (const [place, value] of changes) content[Math.floor(place * content.length)] = value;
          await reasonOf(content.slice(0, Math.ceil(content.length * keep)), names[which] ?? '');
        },
      ),
      { numRuns: 60 },
    );
  });
});
