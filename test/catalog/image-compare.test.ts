// Pictures by reference: read within the run's tenant, compared in threads, named when they are missing.
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { createImagePort, runImageCompare } from '../../workflows/catalog/image-compare/run.ts';
import { imageCompareTask } from '../../workflows/catalog/image-compare/task.ts';
import type { RunnerDeps } from '../../workflows/catalog/runner.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { validateInstance } from '../../workflows/definition/schema-instance.ts';
import { DEPS, runnerContext, TENANT } from './runner-context.ts';

const SIZE = 160;
const images = createImagePort();
afterAll(async () => await images.close());

/** Dark traces on white; `cut` breaks the second one. */
async function board(cut: boolean): Promise<Uint8Array> {
  const traces = [30, 70, 110].map((y) => `<rect x="10" y="${y}" width="140" height="16"/>`).join('');
  const gap = cut ? '<rect x="70" y="66" width="16" height="24" fill="white"/>' : '';
  return await sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}"><rect width="100%" height="100%" fill="white"/>${traces}${gap}</svg>`,
    ),
  )
    .png()
    .toBuffer();
}

async function depsWith(files: Readonly<Record<string, Uint8Array>>): Promise<RunnerDeps> {
  return {
    ...DEPS,
    images,
    artifacts: {
      put: async () => await Promise.reject(new Error('not asked')),
      get: async (tenant, reference) => {
        const bytes = tenant === TENANT ? files[reference] : undefined;
        return bytes === undefined
          ? await Promise.reject(new AppError('not-found', `There is no artifact "${reference}".`))
          : await Promise.resolve(bytes);
      },
    },
  };
}

it('finds the open trace and nothing on a good board', async () => {
  const deps = await depsWith({ golden: await board(false), good: await board(false), open: await board(true) });
  const good = await runImageCompare({ golden: 'golden', image: 'good' }, deps, runnerContext());
  const open = await runImageCompare({ golden: 'golden', image: 'open', options: { maxShift: 4 } }, deps, runnerContext());
  expect(good.output).toMatchObject({ verdict: 'ok', defects: [] });
  expect(open.output).toMatchObject({ verdict: 'ng', defects: [{ type: 'open' }] });
  for (const { output } of [good, open]) expect(validateInstance(imageCompareTask.output, output)).toEqual([]);
});

it('says which picture is missing and what is no picture', async () => {
  const deps = await depsWith({ golden: await board(false), text: new TextEncoder().encode('no picture') });
  await expect(runImageCompare({ golden: 'golden', image: 'gone' }, deps, runnerContext())).rejects.toMatchObject({ code: 'not-found' });
  await expect(runImageCompare({ golden: 'golden', image: 'text' }, deps, runnerContext())).rejects.toMatchObject({
    code: 'invalid',
    issues: [{ path: '/image', code: 'not-an-image' }],
  });
});

it('needs a platform: outside one there are no stored pictures', async () => {
  await expect(runImageCompare({ golden: 'a', image: 'b' }, DEPS, runnerContext())).rejects.toMatchObject({ code: 'needs-platform' });
});
