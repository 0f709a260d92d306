#!/usr/bin/env node
// Entry of `aix`: lets Node run our TypeScript, then hands over. Kept in plain JavaScript so that it works right after `npm ci`.
import { register } from 'tsx/esm/api';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`{"error":{"code":"usage","message":"AIX needs Node 20.19 or newer; this is ${process.versions.node}."}}\n`);
  process.exit(1);
}
register();
const { main } = await import('./main.ts');
const code = await main(process.argv.slice(2));
// Ended here and not by an empty event loop: an SDK's timer must not keep a finished command alive. What was written is flushed first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
