// Entry of the worker on Fargate: stops taking work on SIGTERM, lets what runs finish, and ends.
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
try {
  await worker.done;
} catch (error) {
  // ECS starts another; what was in hand is Temporal's to give out again.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
