// Makes real PDFs for tests with the printer and the font of the reports.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Content } from 'pdfmake/interfaces';
import printerModule from 'pdfmake/js/Printer.js';

const folder = join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), 'dist/public/static/alternative');
const font = join(folder, 'Pretendard-Regular.ttf');

export async function buildPdf(
  content: Content,
  options: { readonly info?: Record<string, string>; readonly password?: string } = {},
): Promise<Uint8Array> {
  const Printer = 'default' in printerModule ? printerModule.default : printerModule;
  const none = { resolve: () => undefined, resolved: () => Promise.resolve() };
  const printer = new Printer({ P: { normal: font, bold: font } }, null, none, (path) => path === font);
  const definition = {
    content,
    defaultStyle: { font: 'P', fontSize: 10 },
    info: options.info ?? {},
    ...(options.password === undefined ? {} : { userPassword: options.password }),
  };
  const stream = await printer.createPdfKitDocument(definition);
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise((resolve) => stream.on('end', resolve));
  stream.end();
  await done;
  return new Uint8Array(Buffer.concat(chunks));
}
