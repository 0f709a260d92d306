// Entry of a worker thread of the pool: answers one comparison per message. Nothing but the thread's messages goes in or out.
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../definition/errors.ts';
import { type CompareJob, createFileComparer } from './compare-files.ts';
import type { PoolReply } from './pool.ts';

const compare = createFileComparer();

async function answer(id: number, job: CompareJob): Promise<PoolReply> {
  try {
    return { id, result: await compare(job) };
  } catch (error) {
    if (error instanceof AppError) return { id, error: { code: error.code, message: error.message, issues: error.issues } };
    return { id, error: { code: 'internal', message: 'The comparison failed.', issues: [] } };
  }
}

parentPort?.on('message', ({ id, job }: { readonly id: number; readonly job: CompareJob }) => {
  void answer(id, job).then((reply) => parentPort?.postMessage(reply));
});
