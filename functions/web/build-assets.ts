// Makes the assets: bundles each browser script, minifies the style sheet, takes two weights of Pretendard from its package. Needs
// esbuild, so it runs at build time or at the first start of a machine, never inside a Lambda bundle.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { type Assets, createAssets, hashedName } from './assets.ts';
import { styleSheet } from './design/style-sheet.ts';

/** Each is an entry of its own, so that a page loads only what it needs. */
export const BROWSER_SCRIPTS = ['form', 'live', 'draft'] as const;
export type BrowserScript = (typeof BROWSER_SCRIPTS)[number];

const here = dirname(fileURLToPath(import.meta.url));
/**
 * The static subset of two weights: 2,780 glyphs (the 2,350 Hangul syllables of KS X 1001, Latin, digits), 268 KB each and one request a
 * weight. The variable font is 2 MB, the dynamic subset 92 files a weight. Rarer syllables come from the system's own font.
 */
const FONTS = { 400: 'Pretendard-Regular', 600: 'Pretendard-SemiBold' } as const;

const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="#1747c2"/><path d="M7 19l5-10 4 7 2-3 3 6" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export async function buildAssets(): Promise<Assets> {
  const sources = new Map<string, Uint8Array>();
  const folder = join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), 'dist/web/static/woff2-subset');
  const urls = new Map<number, string>();
  for (const [weight, name] of Object.entries(FONTS)) {
    const body = await readFile(join(folder, `${name}.subset.woff2`));
    sources.set(`${name}.woff2`, body);
    urls.set(Number(weight), `/assets/${hashedName(`${name}.woff2`, body)}`);
  }
  const css = await transform(
    styleSheet((weight) => urls.get(weight) ?? ''),
    { loader: 'css', minify: true },
  );
  sources.set('style.css', new TextEncoder().encode(css.code));
  sources.set('mark.svg', new TextEncoder().encode(MARK));
  const scripts = await build({
    entryPoints: BROWSER_SCRIPTS.map((name) => join(here, 'browser', `${name}.ts`)),
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome100', 'safari15', 'firefox100'],
    outdir: 'out',
    logLevel: 'silent',
  });
  for (const file of scripts.outputFiles) sources.set(file.path.slice(file.path.lastIndexOf('/') + 1), file.contents);
  return createAssets(sources);
}
