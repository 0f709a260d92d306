// A whole local platform in a temporary folder, with clients of each demo role: for system tests. Everything is real but the model.
import { rm } from 'node:fs/promises';
import { createDemoClient, type DemoClient } from '../../functions/cli/demo-client.ts';
import { readLocalEnv } from '../../functions/local/env.ts';
import { startLocal, type LocalPlatform } from '../../functions/local/platform.ts';
import { freePort } from '../../functions/local/temporal.ts';
import { openTemporaryFolder } from './open-folder.ts';

export interface TestPlatform extends LocalPlatform {
  readonly url: string;
  readonly folder: string;
  as(username: string): Promise<DemoClient>;
  /** Stops it and keeps the folder. */
  halt(): Promise<void>;
  /** Stops it and removes the folder. */
  remove(): Promise<void>;
}

export async function startTestPlatform(
  options: { folder?: string; env?: Record<string, string>; timingFactor?: number } = {},
): Promise<TestPlatform> {
  const folder = options.folder ?? (await openTemporaryFolder('aix-platform-'));
  const port = await freePort();
  const env = readLocalEnv({ AIX_DATA: folder, PORT: String(port), ...options.env });
  const platform = await startLocal(env, { timingFactor: options.timingFactor ?? 0 });
  const url = `http://127.0.0.1:${platform.port}`;
  return {
    ...platform,
    url,
    folder,
    as: async (username) => await createDemoClient(url, username),
    halt: async () => await platform.stop(),
    remove: async () => {
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Polls until `look` gives something; the condition, not the clock, ends it. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, patienceMilliseconds = 60_000): Promise<T> {
  for (const end = Date.now() + patienceMilliseconds; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`Waited ${patienceMilliseconds} ms for ${what}.`);
}
