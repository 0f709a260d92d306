// Makes small DOCX, XLSX and HWPX files for tests, as their own programs lay them out.
import { buildZip, type ZipPart } from './zip-builder.ts';

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export function buildDocx(body: string, more: readonly ZipPart[] = []): Uint8Array {
  const styles = `<w:styles ${word}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a3"><w:name w:val="사용자 제목"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`;
  return buildZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/document.xml', content: `<?xml version="1.0"?><w:document ${word}><w:body>${body}</w:body></w:document>` },
    { name: 'word/styles.xml', content: styles },
    ...more,
  ]);
}

export const paragraph = (text: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

export function buildXlsx(
  sheets: readonly { readonly name: string; readonly xml: string; readonly state?: string }[],
  strings: readonly string[] = [],
): Uint8Array {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  const relations = sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`);
  return buildZip([
    { name: 'xl/workbook.xml', content: `<workbook><sheets>${list.join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    { name: 'xl/sharedStrings.xml', content: `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>` },
    {
      name: 'xl/styles.xml',
      content:
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot; m&quot;월&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    },
    ...sheets.map(({ xml }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content: `<worksheet>${xml}</worksheet>` })),
  ]);
}

export function buildHwpx(section: string, more: readonly ZipPart[] = []): Uint8Array {
  return buildZip([
    { name: 'mimetype', content: 'application/hwp+zip' },
    {
      name: 'Contents/header.xml',
      content:
        '<hh:head><hh:styles><hh:style id="0" name="바탕글" engName="Normal"/><hh:style id="2" name="개요 1" engName="Outline 1"/></hh:styles></hh:head>',
    },
    { name: 'Contents/section0.xml', content: `<hs:sec>${section}</hs:sec>` },
    ...more,
  ]);
}
