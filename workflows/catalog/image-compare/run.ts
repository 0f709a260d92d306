// How `image-compare` runs: bytes by reference from the artifact store, compared in threads of their own.
import { AppError } from '../../definition/errors.ts';
import type { Json } from '../../definition/json.ts';
import type { CompareOptions } from '../../quality/image-compare/compare-options.ts';
import type { ImagePool } from '../../quality/image-compare/pool.ts';
import type { ImagePort, Runner } from '../runner.ts';

export const runImageCompare: Runner = async (input, deps, context) => {
  const { artifacts, images } = deps;
  if (!artifacts || !images)
    throw new AppError('needs-platform', 'image-compare reads stored pictures; run it on a platform or give it a mock.');
  const { tenant } = context.run;
  const [golden, image] = await Promise.all([
    artifacts.get(tenant, input['golden'] as string),
    artifacts.get(tenant, input['image'] as string),
  ]);
  context.heartbeat();
  const result = await images.compare({ golden, image, options: (input['options'] ?? {}) as CompareOptions });
  return { output: result as unknown as Json };
};

/** The picture decoder and its threads are loaded with the first comparison: most workers never see a picture. */
export function createImagePort(): ImagePort {
  let pool: Promise<ImagePool> | undefined;
  const opened = async (): Promise<ImagePool> => {
    const { createImagePool } = await import('../../quality/image-compare/pool.ts');
    // Threads beyond two would take the cores from everything else that the worker does.
    return createImagePool({ size: 2 });
  };
  return {
    compare: async (job) => {
      pool ??= opened();
      return await (await pool).compare(job);
    },
    close: async () => await (await pool)?.close(),
  };
}
