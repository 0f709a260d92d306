// Types for pdfmake's printer class, which its public types leave out. The class is used rather than the package's ready-made object, because
// that one keeps fonts and access policies in module-wide state.
declare module 'pdfmake/js/Printer.js' {
  import type { TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces';

  interface UrlResolver {
    resolve(url: string, headers?: Record<string, string>): void;
    resolved(): Promise<void>;
  }
  interface VirtualFiles {
    existsSync(name: string): boolean;
    readFileSync(name: string): Uint8Array;
  }
  class Printer {
    constructor(
      fonts: TFontDictionary,
      virtualFiles: VirtualFiles | null,
      urlResolver: UrlResolver,
      localAccessPolicy: (path: string) => boolean,
    );
    createPdfKitDocument(
      definition: TDocumentDefinitions,
      options?: Record<string, unknown>,
    ): Promise<NodeJS.ReadableStream & { end(): void }>;
  }
  const module: { default: typeof Printer } | typeof Printer;
  export default module;
}
