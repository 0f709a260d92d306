// Recorded histories: test/fixtures/histories/<build>/<scene>.json, one folder for each build that was recorded. The history itself is
// Temporal's binary form in base64 (the SDK's JSON form needs a single protobufjs in the tree, and there are several); the list beside it is for eyes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
export type RecordedHistory = proto.temporal.api.history.v1.IHistory;

const HISTORIES = fileURLToPath(new URL('../fixtures/histories', import.meta.url));

export function listHistories(): readonly { readonly build: string; readonly scene: string }[] {
  if (!existsSync(HISTORIES)) return [];
  return readdirSync(HISTORIES).flatMap((build) =>
    readdirSync(join(HISTORIES, build)).map((file) => ({ build, scene: file.replace(/\.json$/, '') })),
  );
}

export function readHistory(build: string, scene: string): RecordedHistory {
  const { history } = JSON.parse(readFileSync(join(HISTORIES, build, `${scene}.json`), 'utf8')) as { history: string };
  return History.decode(Buffer.from(history, 'base64'));
}

export async function writeHistory(build: string, scene: string, history: RecordedHistory): Promise<void> {
  await mkdir(join(HISTORIES, build), { recursive: true });
  const events = (history.events ?? []).map(
    (event) =>
      Object.keys(event)
        .find((key) => key.endsWith('EventAttributes'))
        ?.replace(/EventAttributes$/, '') ?? 'unknown',
  );
  const text = { build, scene, events, history: Buffer.from(History.encode(history).finish()).toString('base64') };
  await writeFile(join(HISTORIES, build, `${scene}.json`), `${JSON.stringify(text, null, 1)}\n`);
}
