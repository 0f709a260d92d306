// The files that the browser fetches: one style sheet, the scripts, two weights of the font. Their names carry a hash of their content,
// so they are cached for ever. How they are made lives in build-assets.ts; a bundle without esbuild reads them from a folder.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Present where it is smaller. */
  readonly gzip?: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

export interface Assets {
  /** `/assets/<name>.<hash>.<extension>` of a logical name such as `style.css`. Throws for a name that was not built. */
  url(name: string): string;
  /** By the name in the address. */
  find(file: string): Asset | undefined;
  /** Every file by its served name: for writing them to a folder or a CDN's origin. */
  readonly files: ReadonlyMap<string, Asset>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  json: 'application/json',
};

export function hashedName(name: string, body: Uint8Array): string {
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}.${createHash('sha256').update(body).digest('hex').slice(0, 16)}${name.slice(dot)}`;
}

/** From bodies by logical name. */
export function createAssets(sources: ReadonlyMap<string, Uint8Array>): Assets {
  const files = new Map<string, Asset>();
  const urls = new Map<string, string>();
  for (const [name, body] of sources) {
    const served = hashedName(name, body);
    const contentType = CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const own = new Uint8Array(body);
    files.set(served, {
      body: own,
      contentType,
      ...(name.endsWith('.woff2') ? {} : { gzip: new Uint8Array(gzipSync(own, { level: 9 })) }),
    });
    urls.set(name, `/assets/${served}`);
  }
  return {
    files,
    find: (file) => files.get(file),
    url(name) {
      const url = urls.get(name);
      if (url === undefined) throw new Error(`No asset is named ${name}.`);
      return url;
    },
  };
}
