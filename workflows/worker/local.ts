// Entry of the worker as a child process of the local platform: ends with its parent, says "ready" when its pollers run.
import { readWorkerEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

const worker = await startWorker(readWorkerEnv(process.env));
let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// The parent was killed: nobody would stop this process any more.
process.on('disconnect', () => void stop());
process.send?.('ready');
try {
  await worker.done;
} catch {
  process.exit(1);
}
