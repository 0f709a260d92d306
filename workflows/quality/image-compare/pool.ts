// Worker threads that compare pictures, so that no event loop waits for pixels. One job per thread at a time, first come first served.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError, type AppErrorCode } from '../../definition/errors.ts';
import type { Issue } from '../../definition/issue.ts';
import { type CompareJob, createFileComparer } from './compare-files.ts';
import type { ImageCompareResult } from './compare-images.ts';

export interface ImagePoolOptions {
  /** Threads; default: the cores, at most 4. */
  readonly size?: number;
  /** The built entry of the thread; default: pool-thread.mjs beside this file (in a bundle: the built pool-worker.ts under that name). */
  readonly workerUrl?: URL;
}

export interface ImagePool {
  readonly size: number;
  /** Rejects with the AppError of the comparison, or `internal` when a thread dies. */
  compare(job: CompareJob): Promise<ImageCompareResult>;
  /** Ends the threads; waiting jobs are refused. */
  close(): Promise<void>;
}

export interface PoolReply {
  readonly id: number;
  readonly result?: ImageCompareResult;
  readonly error?: { readonly code: AppErrorCode; readonly message: string; readonly issues: readonly Issue[] };
}

interface Waiting {
  readonly job: CompareJob;
  resolve(result: ImageCompareResult): void;
  reject(error: unknown): void;
}

interface Seat {
  worker: Worker | undefined;
  current: Waiting | undefined;
}

/** Threads start with their first job. Without a worker entry (an unusual bundle) the work is done in the caller's thread. */
export function createImagePool(options: ImagePoolOptions = {}): ImagePool {
  const size = options.size ?? Math.min(4, availableParallelism());
  const url = options.workerUrl ?? defaultWorkerUrl();
  if (!url) return { size: 1, compare: createFileComparer(), close: () => Promise.resolve() };
  const seats: Seat[] = Array.from({ length: size }, () => ({ worker: undefined, current: undefined }));
  const queue: Waiting[] = [];
  let closed = false;

  const advance = (): void => {
    for (const seat of seats) {
      if (seat.current || closed) continue;
      const next = queue.shift();
      if (!next) return;
      seat.current = next;
      seat.worker ??= startWorker(url, seat, advance);
      seat.worker.ref();
      seat.worker.postMessage({ id: 0, job: next.job });
    }
  };
  return {
    size,
    compare: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new AppError('unavailable', 'The image pool is closed.'));
        queue.push({ job, resolve, reject });
        advance();
      }),
    async close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.reject(new AppError('unavailable', 'The image pool is closed.'));
      await Promise.all(seats.flatMap((seat) => (seat.worker ? [seat.worker.terminate()] : [])));
    },
  };
}

function startWorker(url: URL, seat: Seat, advance: () => void): Worker {
  const worker = new Worker(url, { execArgv: [] });
  const settle = (finish: (waiting: Waiting) => void): void => {
    const waiting = seat.current;
    seat.current = undefined;
    // An idle pool must not keep a command alive; a working one must.
    worker.unref();
    if (waiting) finish(waiting);
    advance();
  };
  const died = (): void => {
    if (seat.worker !== worker) return;
    seat.worker = undefined;
    settle((waiting) =>
      waiting.reject(new AppError('internal', 'The thread that compared the pictures ended; try again.', { retryable: true })),
    );
  };
  worker.on('message', (reply: PoolReply) => {
    settle((waiting) => {
      if (reply.result) waiting.resolve(reply.result);
      else
        waiting.reject(
          new AppError(reply.error?.code ?? 'internal', reply.error?.message ?? 'The comparison failed.', { issues: reply.error?.issues }),
        );
    });
  });
  worker.on('error', died);
  worker.on('exit', died);
  return worker;
}

function defaultWorkerUrl(): URL | undefined {
  const url = new URL('./pool-thread.mjs', import.meta.url);
  return existsSync(fileURLToPath(url)) ? url : undefined;
}
