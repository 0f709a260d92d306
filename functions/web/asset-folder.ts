// Keeps built assets in a folder, for bundles that run without esbuild (Lambda) and for a CDN's origin.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Assets, createAssets } from './assets.ts';

export async function writeAssets(assets: Assets, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, asset] of assets.files) await writeFile(join(folder, name), asset.body);
}

/** Reads what `writeAssets` wrote; the hash in each name is worked out again from the content. */
export async function readAssets(folder: string): Promise<Assets> {
  const sources = new Map<string, Uint8Array>();
  for (const file of (await readdir(folder)).sort()) {
    const logical = file.replace(/\.[0-9a-f]{16}(\.[a-z0-9]+)$/, '$1');
    sources.set(logical, await readFile(join(folder, file)));
  }
  return createAssets(sources);
}
