// Drawn pictures: every defect type by topology, shift, masks, tolerance, verdicts, and pictures that must be refused.
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import * as bitmap from '../../workflows/quality/image-compare/bitmap.ts';
import { findBlobs } from '../../workflows/quality/image-compare/blobs.ts';
import { compareImages, type GreyImage } from '../../workflows/quality/image-compare/compare-images.ts';
import { decodeImage } from '../../workflows/quality/image-compare/decode-image.ts';
import { inspectionRates } from '../../workflows/quality/image-compare/inspection-rates.ts';
import { createImagePool } from '../../workflows/quality/image-compare/pool.ts';
import { issuesOf } from './refusal.ts';

type Rectangle = readonly [x: number, y: number, width: number, height: number];
const size = 200;

/** White ground, black rectangles (material), then white ones (gaps). */
function draw(material: readonly Rectangle[], gaps: readonly Rectangle[] = [], shift: readonly [number, number] = [0, 0]): GreyImage {
  const pixels = new Uint8Array(size * size).fill(230);
  const paint = ([left, top, width, height]: Rectangle, level: number): void => {
    for (let y = top + shift[1]; y < top + shift[1] + height; y++) {
      for (let x = left + shift[0]; x < left + shift[0] + width; x++)
        if (x >= 0 && y >= 0 && x < size && y < size) pixels[y * size + x] = level;
    }
  };
  for (const rectangle of material) paint(rectangle, 20);
  for (const rectangle of gaps) paint(rectangle, 230);
  return { width: size, height: size, pixels };
}

const traces: readonly Rectangle[] = [
  [10, 40, 180, 20],
  [10, 90, 180, 20],
  [60, 140, 20, 50],
];
const golden = draw(traces);

describe('defect types follow from topology', () => {
  it.each([
    ['open', [], [[100, 36, 12, 28]]],
    ['short', [[100, 58, 12, 34]], []],
    ['mousebite', [], [[100, 50, 12, 12]]],
    ['spur', [[100, 58, 10, 12]], []],
    ['copper', [[120, 140, 10, 10]], []],
    ['pin-hole', [], [[100, 46, 8, 8]]],
  ] as [string, Rectangle[], Rectangle[]][])('%s', (type, material, gaps) => {
    const result = compareImages(golden, draw([...traces, ...material], gaps));
    expect(result.verdict).toBe('ng');
    expect(result.defects.map((defect) => defect.type)).toEqual([type]);
    const [x, y, width, height] = (material[0] ?? gaps[0]) as Rectangle;
    const [box] = result.defects;
    expect(box && box.x <= x + 4 && box.x + box.width >= x + width - 4 && box.y <= y + 14 && box.y + box.height >= y + height - 14).toBe(
      true,
    );
  });
  it('an island at the edge of the picture is unknown: what lies outside is not seen', () => {
    expect(compareImages(golden, draw([...traces, [0, 150, 10, 10]])).defects.map((defect) => defect.type)).toEqual(['unknown']);
  });
  it('bright material is compared when the product says so', () => {
    const invert = (image: GreyImage): GreyImage => ({ ...image, pixels: image.pixels.map((level) => 255 - level) });
    const result = compareImages(invert(golden), invert(draw([...traces, [120, 140, 10, 10]])), { foreground: 'bright' });
    expect(result.defects.map((defect) => defect.type)).toEqual(['copper']);
  });
});

describe('comparison', () => {
  it('the same picture is ok, also displaced up to the limit, and the displacement is told', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (x, y) => {
        expect(compareImages(golden, draw(traces, [], [x, y]))).toEqual({ verdict: 'ok', shift: { x, y }, defects: [], warnings: [] });
      }),
      { numRuns: 20 },
    );
  });
  it('a defect on a displaced picture is boxed where it stands in that picture', () => {
    const { defects, shift } = compareImages(golden, draw([...traces, [120, 140, 10, 10]], [], [5, -3]), { margin: 0 });
    expect(shift).toEqual({ x: 5, y: -3 });
    expect(defects).toMatchObject([{ x: 125, y: 137, width: 10, height: 10, type: 'copper' }]);
  });
  it('small pictures are aligned too', () => {
    const patch = (dx: number): GreyImage => {
      const pixels = new Uint8Array(40 * 40).fill(230);
      for (let y = 12; y < 22; y++) for (let x = 10; x < 24; x++) pixels[y * 40 + x + dx] = 10;
      return { width: 40, height: 40, pixels };
    };
    expect(compareImages(patch(0), patch(4))).toMatchObject({ verdict: 'ok', shift: { x: 4, y: 0 } });
  });
  it('masked areas are not compared', () => {
    const image = draw([...traces, [120, 140, 10, 10]]);
    expect(compareImages(golden, image, { masks: [{ x: 110, y: 130, width: 30, height: 30 }] }).verdict).toBe('ok');
  });
  it('an edge may move by the tolerance', () => {
    const wider = draw([[10, 37, 180, 26], ...traces.slice(1)]);
    expect(compareImages(golden, wider, { tolerance: 4 }).verdict).toBe('ok');
    expect(compareImages(golden, wider, { tolerance: 1 }).defects.length).toBeGreaterThan(0);
    const hairline = draw([...traces, [100, 130, 40, 1]]);
    expect([compareImages(golden, hairline).verdict, compareImages(golden, hairline, { tolerance: 0 }).verdict]).toEqual(['ok', 'ng']);
  });
  it('differences below the smallest area are not defects, barely larger ones leave the verdict to a person', () => {
    const image = draw([...traces, [120, 140, 4, 4]]);
    expect(compareImages(golden, image, { minArea: 17 }).verdict).toBe('ok');
    expect(compareImages(golden, image, { minArea: 15 }).verdict).toBe('unsure');
    expect(compareImages(golden, image, { minArea: 4 }).verdict).toBe('ng');
  });
  it('pictures that cannot be compared safely are unsure, with the reason', () => {
    const flat = { ...golden, pixels: new Uint8Array(size * size).fill(100) };
    expect(compareImages(flat, flat)).toMatchObject({ verdict: 'unsure', warnings: [{ code: 'low-contrast' }, { code: 'low-contrast' }] });
    expect(compareImages(golden, draw(traces, [], [10, 0])).warnings.map((warning) => warning.code)).toEqual(['shift-at-limit']);
  });
  it.each([
    [{ ...golden, width: 100, height: 400 }, {}, '/image', 'size-mismatch'],
    [{ width: 10, height: 10, pixels: new Uint8Array(100) }, {}, '/image', 'image-size'],
    [golden, { minArea: 0 }, '/minArea', 'out-of-range'],
    [golden, { colour: 'red' }, '/colour', 'unknown-key'],
    [golden, { masks: [{ x: 1, y: 1, width: 0, height: 3 }] }, '/masks/0/width', 'out-of-range'],
  ])('wrong sizes and options are refused by name (%#)', (image, options, path, code) => {
    expect(issuesOf(() => compareImages(golden, image, options as never))[0]).toMatchObject({ path, code });
  });
  it('rates count false rejects, escapes and questions apart', () => {
    const rates = inspectionRates([
      { verdict: 'ng', label: 'good' },
      { verdict: 'ok', label: 'good' },
      { verdict: 'ok', label: 'bad' },
      { verdict: 'unsure', label: 'bad' },
    ]);
    expect(rates).toEqual({ good: 2, bad: 2, falseRejectRate: 0.5, escapeRate: 0.5, unsureRate: 0.25 });
    expect(inspectionRates([])).toMatchObject({ falseRejectRate: null, escapeRate: null, unsureRate: null });
  });
});

describe('bitmaps', () => {
  const pictures = fc.array(fc.array(fc.boolean(), { minLength: 70, maxLength: 70 }), { minLength: 5, maxLength: 12 });
  const toMap = (rows: readonly (readonly boolean[])[]): bitmap.Bitmap => {
    const map = bitmap.createBitmap(70, rows.length);
    rows.forEach((row, y) => row.forEach((set, x) => set && bitmap.setPixel(map, x, y)));
    return map;
  };
  it('32 pixels a step gives the same as pixel by pixel: dilation, shift, crop, blobs', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: -31, max: 31 }), fc.integer({ min: -3, max: 3 }), (rows, dx, dy) => {
        const map = toMap(rows);
        const wide = bitmap.dilate(map, 1);
        const moved = bitmap.shifted(map, dx, dy);
        const window = bitmap.cropped(map, dx, dy, 40, 6);
        const at = (x: number, y: number): boolean => rows[y]?.[x] ?? false;
        for (let y = 0; y < rows.length; y++) {
          for (let x = 0; x < 70; x++) {
            const near = [-1, 0, 1].some((v) => [-1, 0, 1].some((u) => at(x + u, y + v)));
            expect(bitmap.getPixel(wide, x, y)).toBe(near);
            expect(bitmap.getPixel(moved, x, y)).toBe(at(x - dx, y - dy));
          }
        }
        for (let y = 0; y < 6; y++) for (let x = 0; x < 40; x++) expect(bitmap.getPixel(window, x, y)).toBe(at(x + dx, y + dy));
        expect(findBlobs(map).reduce((total, blob) => total + blob.area, 0)).toBe(bitmap.countPixels(map));
      }),
      { numRuns: 25 },
    );
  });
  it('blobs join over corners and stay apart otherwise', () => {
    const map = toMap(
      ['#..#', '.#..', '...#', '####'].map((row) =>
        row
          .padEnd(70, '.')
          .split('')
          .map((mark) => mark === '#'),
      ),
    );
    expect(
      findBlobs(map)
        .map((blob) => blob.area)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 5]);
  });
});

async function refusal(run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.issues[0]?.code : String(error);
  }
}

describe('decoding and the pool', () => {
  const encode = (image: GreyImage) => sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 1 } });
  it('reads PNG exactly and JPEG nearly', async () => {
    const png = await decodeImage(await encode(golden).png().toBuffer(), '/image');
    expect(Buffer.from(png.pixels).equals(Buffer.from(golden.pixels))).toBe(true);
    expect(compareImages(golden, await decodeImage(await encode(golden).jpeg({ quality: 80 }).toBuffer(), '/image')).verdict).toBe('ok');
  });
  it('bounds a picture by its header, before decoding', async () => {
    const png = await encode(golden).png().toBuffer();
    expect(await refusal(() => decodeImage(png, '/image', { maxPixels: 39_999 }))).toBe('image-too-large');
    expect(await refusal(() => decodeImage(png, '/image', { maxBytes: 10 }))).toBe('image-too-large');
    // A header that promises 60,000 x 60,000 pixels and holds none.
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(['image-too-large', 'not-an-image']).toContain(await refusal(() => decodeImage(bomb, '/image')));
  });
  it('names what is no picture, what is damaged and what is absent', async () => {
    const jpeg = await encode(golden).jpeg().toBuffer();
    expect(await refusal(() => decodeImage(Buffer.from('hello'), '/image'))).toBe('not-an-image');
    expect(await refusal(() => decodeImage(Buffer.alloc(0), '/image'))).toBe('not-an-image');
    expect(await refusal(() => decodeImage(jpeg.subarray(0, jpeg.length >> 1), '/image'))).toBe('image-corrupt');
    expect(await refusal(() => decodeImage('/nowhere/picture.png', '/golden'))).toBe('unreadable');
  });
  it('reads transparency as white and colour as grey', async () => {
    const picture = sharp({ create: { width: 64, height: 64, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    expect((await decodeImage(await picture.png().toBuffer(), '/image')).pixels.every((level) => level === 255)).toBe(true);
    const red = sharp({ create: { width: 64, height: 64, channels: 3, background: '#ff0000' } });
    const { pixels } = await decodeImage(await red.png().toBuffer(), '/image');
    expect([pixels.length, pixels[0] !== undefined && pixels[0] > 20 && pixels[0] < 200]).toEqual([64 * 64, true]);
  });
  it('a thread that dies fails its own job and no other', async () => {
    const dying = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ job }) => job.golden === 'die' ? process.exit(1) : parentPort.postMessage({ id: 0, result: { verdict: 'ok' } }));`;
    const pool = createImagePool({ size: 1, workerUrl: new URL(`data:text/javascript,${encodeURIComponent(dying)}`) });
    const [first, second] = await Promise.allSettled(['die', 'live'].map((golden) => pool.compare({ golden, image: '' })));
    expect([first, second]).toMatchObject([
      { status: 'rejected', reason: { code: 'internal', retryable: true } },
      { status: 'fulfilled', value: { verdict: 'ok' } },
    ]);
    await pool.close();
  });
  it('compares in worker threads, passes errors on by name, and refuses after closing', async () => {
    const pool = createImagePool({ size: 2 });
    const [expected, defective] = await Promise.all(
      [golden, draw([...traces, [120, 140, 10, 10]])].map((image) => encode(image).png().toBuffer()),
    );
    const jobs = [expected, defective, Buffer.from('no picture')].map((image) =>
      pool.compare({ golden: expected ?? '', image: image ?? '' }),
    );
    const [same, different, broken] = await Promise.allSettled(jobs);
    expect([same, different]).toMatchObject([{ value: { verdict: 'ok' } }, { value: { verdict: 'ng' } }]);
    expect(broken).toMatchObject({ status: 'rejected', reason: { code: 'invalid', issues: [{ path: '/image', code: 'not-an-image' }] } });
    await pool.close();
    await expect(pool.compare({ golden: '', image: '' })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
