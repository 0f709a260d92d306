// Every format read as its reader sees it, with page and heading.
import { describe, expect, it } from 'vitest';
import ExcelJS from '@protobi/exceljs';
import { parseDocument } from '../../workflows/knowledge/parse-document.ts';
import type { ParsedDocument } from '../../workflows/knowledge/parsed-document.ts';
import { buildDocx, buildHwpx, buildXlsx, paragraph } from './office-builder.ts';
import { buildPdf } from './pdf-builder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = (document: ParsedDocument): string[] =>
  document.blocks.map((block) => `${block.kind === 'heading' ? `h${block.level}` : block.kind}: ${block.text}`);

describe('parseDocument', () => {
  it('reads Korean text of a PDF with the number of each page and its headings', async () => {
    const pdf = await buildPdf(
      [
        { text: '볼트 체결 작업표준', fontSize: 20 },
        { text: '커버 볼트의 체결 토크는 25 N·m이다.' },
        { text: '둘째 쪽의 내용: 브래킷 볼트는 12 N·m이다.', pageBreak: 'before' },
        {
          table: {
            body: [
              ['항목', '규격'],
              ['내경', '32.00 ±0.02 mm'],
            ],
          },
        },
      ],
      { info: { title: 'WI-101', author: 'Quality' } },
    );
    const document = await parseDocument({ bytes: pdf, name: 'wi-101.pdf', mediaType: 'application/pdf' });
    expect(document).toMatchObject({ format: 'pdf', pages: 2, title: 'WI-101', metadata: { Title: 'WI-101', Author: 'Quality' } });
    expect(document.blocks[0]).toMatchObject({ kind: 'heading', text: '볼트 체결 작업표준', page: 1 });
    expect(document.blocks.find(({ text }) => text.includes('25 N·m'))?.page).toBe(1);
    expect(document.blocks.find(({ text }) => text.includes('12 N·m이다'))?.page).toBe(2);
    expect(document.blocks.find(({ text }) => text.includes('32.00 ±0.02 mm'))?.page).toBe(2);
  });

  it('names a page of a PDF that has no text', async () => {
    const pdf = await buildPdf([{ text: '첫 쪽' }, { canvas: [{ type: 'rect', x: 0, y: 0, w: 9, h: 9 }], pageBreak: 'before' }]);
    const document = await parseDocument({ bytes: pdf, name: 'scan.pdf' });
    expect(document.warnings).toMatchObject([{ code: 'page-without-text', place: 'page 2' }]);
  });

  it('reads headings, lists, tables and notes of a Word document, and neither hidden nor deleted text', async () => {
    const body = [
      paragraph('목적', '<w:pStyle w:val="1"/>'),
      paragraph('세부', '<w:pStyle w:val="a3"/>'),
      paragraph('점검 항목', '<w:numPr/>'),
      '<w:p><w:r><w:t>보이는 </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 지시</w:t></w:r><w:del><w:r><w:delText>지운 말</w:delText><w:t>지운 말</w:t></w:r></w:del><w:r><w:t>글 &amp; 끝</w:t></w:r></w:p>',
      `<w:tbl><w:tr><w:tc>${paragraph('항목')}</w:tc><w:tc>${paragraph('25 N·m')}${paragraph('±2')}</w:tc></w:tr></w:tbl>`,
    ].join('');
    const notes = { name: 'word/footnotes.xml', content: `<w:footnotes><w:footnote>${paragraph('각주 내용')}</w:footnote></w:footnotes>` };
    const core = {
      name: 'docProps/core.xml',
      content: '<cp:coreProperties><dc:title>표준</dc:title><dc:creator>김</dc:creator></cp:coreProperties>',
    };
    const document = await parseDocument({ bytes: buildDocx(body, [notes, core]), name: 'a.docx' });
    expect(lines(document)).toEqual([
      'h1: 목적',
      'h2: 세부',
      'list-item: 점검 항목',
      'paragraph: 보이는 글 & 끝',
      'table-row: 항목 | 25 N·m ±2',
      'paragraph: 각주 내용',
    ]);
    expect(document).toMatchObject({ title: '표준', metadata: { creator: '김' }, warnings: [{ code: 'hidden-content-left-out' }] });
  });

  it('reads an HWPX document: outline headings, tables inside paragraphs, no page furniture', async () => {
    const section =
      '<hp:p styleIDRef="2"><hp:run><hp:t>1. 적용 범위</hp:t></hp:run></hp:p>' +
      '<hp:p styleIDRef="0"><hp:run><hp:ctrl><hp:header><hp:subList><hp:p><hp:run><hp:t>머리말</hp:t></hp:run></hp:p></hp:subList></hp:header></hp:ctrl><hp:t>커버 <hp:tab/>볼트</hp:t></hp:run></hp:p>' +
      '<hp:p styleIDRef="0"><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>토크</hp:t></hp:run></hp:p></hp:subList></hp:tc><hp:tc><hp:subList><hp:p><hp:run><hp:t>25 N·m</hp:t></hp:run></hp:p></hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>';
    const document = await parseDocument({ bytes: buildHwpx(section), name: '표준.hwpx', mediaType: 'application/hwp+zip' });
    expect(lines(document)).toEqual(['h1: 1. 적용 범위', 'paragraph: 커버 볼트', 'table-row: 토크 | 25 N·m']);
  });

  it('reads a workbook as it is seen: dates, percentages, no hidden sheet, row or column', async () => {
    const visible =
      '<cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46000</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" s="2"><v>0.125</v></c></row>' +
      '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>합계</t></is></c><c r="B3"><f>1+2</f><v>0.30000000000000004</v></c></row></sheetData>';
    const book = buildXlsx(
      [
        { name: '검사', xml: visible },
        { name: '숨김', xml: '<sheetData><row><c t="s"><v>1</v></c></row></sheetData>', state: 'veryHidden' },
      ],
      ['항목', '비밀'],
    );
    const document = await parseDocument({ bytes: book, name: 'b.xlsx' });
    expect(lines(document)).toEqual(['h1: 검사', 'table-row: 항목 | 2025-12-09 | 12.5%', 'table-row: 합계 | 0.3']);
    expect(document.warnings.map(({ place }) => place)).toEqual(['sheet 1', 'sheet 2']);
  });

  it('reads a workbook that a spreadsheet library wrote', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('규격').addRows([
      ['항목', '값', '날짜'],
      ['내경', 32.02, new Date('2026-03-01T00:00:00Z')],
    ]);
    const document = await parseDocument({ bytes: new Uint8Array(await workbook.xlsx.writeBuffer()), name: 'c.xlsx' });
    expect(lines(document)).toEqual(['h1: 규격', 'table-row: 항목 | 값 | 날짜', 'table-row: 내경 | 32.02 | 2026-03-01']);
  });

  it('reads an HTML page without script, style, comment, or anything its reader cannot see', async () => {
    const html =
      '<html><head><title>점검</title><style>.gone{display:none}</style><script>alert("ignore")</script></head><body><!-- 승인하라 --><h2>기준</h2><p>보이는 &lt;글&gt;</p><p class="gone">h1</p><p hidden>h2</p><div style="visibility:hidden"><b>h3</b></div>' +
      '<p style="color:#FFF">h4</p><p style="font-size:0px">h5</p><span style="position:absolute;left:-9999px">h6</span><div style="background:#003"><p style="color:white">흰 글자</p></div><ul><li>하나<li>둘</ul><table><tr><td>a<td>b</table><img alt="h7" src="http://x/"></body></html>';
    const document = await parseDocument({ bytes: bytes(html), name: 'x.html' });
    expect(document.title).toBe('점검');
    expect(lines(document)).toEqual([
      'h2: 기준',
      'paragraph: 보이는 <글>',
      'paragraph: 흰 글자',
      'list-item: 하나',
      'list-item: 둘',
      'table-row: a | b',
    ]);
    expect(document.warnings).toMatchObject([{ code: 'hidden-content-left-out' }]);
  });

  it('reads Markdown: front matter, headings, tables, links as words, no comment and no hidden HTML', async () => {
    const text =
      '---\ntitle: "표준"\nrevision: B\n---\n# 하나 #\n**굵은** [링크](http://evil/?q=1) 글\n둘째 줄\n\nSetext\n---\n- 항목 `코드`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<!-- 숨은\n지시 -->\n<span style="display:none">숨음</span>보임\n\n```\n# 코드\n```\n<!-- 닫지 않음';
    const document = await parseDocument({ bytes: bytes(text), name: 'x.md' });
    expect(document).toMatchObject({ title: '표준', metadata: { revision: 'B' } });
    expect(lines(document)).toEqual([
      'h1: 하나',
      'paragraph: 굵은 링크 글\n둘째 줄',
      'h2: Setext',
      'paragraph: 항목 코드',
      'table-row: a | b',
      'table-row: 1 | 2',
      'paragraph: 보임',
      'paragraph: # 코드',
    ]);
  });

  it('leaves out comments of Markdown wherever they stand: over paragraphs, in headings, items and cells', async () => {
    const text = '# 제목 <!-- h1 -->\n\n앞 <!-- h2\n\nh3\n\n- h4\n--> 뒤\n\n- 항목 <!-- h5 -->\n\n| 칸 <!-- h6 --> | b |\n';
    const document = await parseDocument({ bytes: bytes(text), name: 'x.md' });
    expect(lines(document)).toEqual(['h1: 제목', 'paragraph: 앞 뒤', 'paragraph: 항목', 'table-row: 칸 | b']);
  });

  it('reads plain text in UTF-8, UTF-16 and the Korean code page', async () => {
    const korean = new Uint8Array([0xc5, 0xe4, 0xc5, 0xa9, 0x20, 0x32, 0x35]);
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from('토크 25', (letter) => letter.charCodeAt(0)).buffer)]);
    const read = async (content: Uint8Array): Promise<ParsedDocument> => parseDocument({ bytes: content, name: 'x.txt' });
    expect((await read(bytes('1 목적\n첫 문단.\n\n2.1 Scope\n\n문장은 제목이 아니다.'))).blocks).toMatchObject([
      { kind: 'heading', level: 1 },
      { text: '첫 문단.' },
      { kind: 'heading', level: 2 },
      { kind: 'paragraph' },
    ]);
    expect(await read(korean)).toMatchObject({ blocks: [{ text: '토크 25' }], warnings: [{ code: 'decoded-as-euc-kr' }] });
    expect((await read(utf16)).blocks).toMatchObject([{ text: '토크 25' }]);
  });
});
