// The PDF as a reader gets it: text by pdftotext, so that Korean, numbers, page numbers and long contents are proven to be there.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadReportFonts } from '../../workflows/report/fonts.ts';
import { renderReport } from '../../workflows/report/render-report.ts';
import { reportTemplates } from '../../workflows/report/report-request.ts';
import { lotFacts, reportRequest, shiftFactsSample } from './report-samples.ts';

const missing = spawnSync('pdftotext', ['-v']).error !== undefined;
if (missing) console.warn('pdftotext (poppler-utils) is not installed: the text of PDF reports is not checked here.');

const pdf = async (...request: Parameters<typeof reportRequest>): Promise<Uint8Array> => {
  const [file] = (await renderReport(reportRequest(...request), { formats: ['pdf'] })).files;
  if (!file) throw new Error('no file');
  return file.bytes;
};
const textOf = (bytes: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, maxBuffer: 64e6 }).toString();
const infoOf = (bytes: Uint8Array): string =>
  execFileSync('pdfinfo', ['-custom', '-'], { input: bytes }).toString() + execFileSync('pdfinfo', ['-'], { input: bytes }).toString();

describe.skipIf(missing)('text of the PDF (needs pdftotext)', () => {
  it('holds Korean, figures, the chart, the AI mark and who decided', async () => {
    const text = textOf(await pdf('lot-inspection', lotFacts()));
    for (const part of [
      '수입 검사 보고서 AB123456',
      '대성화학',
      '시료 크기',
      '125',
      'UCL 35.611',
      'LCL 32.565',
      'N1',
      'AI가 작성함(대역 모델)',
      '박지훈',
      '2026-11-24 15:40',
    ])
      expect(text).toContain(part);
  });

  it('numbers its pages and prints id, revision and checksum on each', async () => {
    const request = reportRequest('shift-report', shiftFactsSample, { lang: 'en', title: 'Shift report', revision: 3 });
    const { files, checksum } = await renderReport(request, { formats: ['pdf'] });
    const pages = textOf(files[0]?.bytes ?? new Uint8Array())
      .split('\f')
      .filter((page) => page.trim() !== '');
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain('RPT-2026-0042');
      expect(page).toContain(`Revision 3 · Checksum ${checksum}`);
    });
  });

  it.each(reportTemplates)('%s has its kind in the text', async (template) => {
    expect(textOf(await pdf(template, {}, { lang: 'en' }))).toContain('Document control');
  });

  it('loses nothing of a reason, a note or a cell that is longer than a page', async () => {
    const long = `${Array.from({ length: 900 }, (_, index) => `단어${index}`).join(' ')} 끝.`;
    const facts = {
      ...lotFacts(),
      lot: { lotNumber: 'AB1', remarks: long },
      warnings: [long],
      judge: { reason: long },
      decision: { decision: 'approved', by: 'A', at: '2026-11-24T06:40:00Z', reason: long },
    };
    const text = textOf(await pdf('lot-inspection', facts));
    expect(text.match(/단어0\b/g)).toHaveLength(4);
    expect(text.match(/단어899/g)).toHaveLength(4);
    const cells = textOf(await pdf('shift-report', { stops: [{ reason: long, minutes: 3 }] }));
    expect(cells).toContain('단어899');
  });

  it('shows characters without a glyph by their code point, and says so', async () => {
    const text = textOf(await pdf('capa', { record: { number: '合格', source: '㎛ ℃ ㈜한빛' } }));
    expect(text).toContain('[U+5408][U+683C]');
    expect(text).toContain('보고서 글꼴에 없는 글자');
    expect(text).toMatch(/(㎛|μm) ℃ (㈜|\(주\))한빛/);
  });

  it('carries its marks in the metadata: dates of the cut, checksum, AI source', async () => {
    const info = infoOf(await pdf('lot-inspection', lotFacts()));
    expect(info).toMatch(/Keywords:\s+facts-sha256:[0-9a-f]{64} ai-generated:stand-in/);
    expect(info).toMatch(/AIGenerated:\s+stand-in/);
    expect(info).toContain('Nov 24 07:05:00 2026');
  });
});

it('500 rows of measurements and 40 signals stay under 3 seconds and 400 KB', async () => {
  const points = Array.from({ length: 500 }, (_, index) => 10 + Math.sin(index) + (index % 13 === 0 ? 9 : 0));
  const signals = points.flatMap((value, index) => (value > 14 ? [{ index: index + 1, rule: 'N1' }] : []));
  const started = performance.now();
  const bytes = await pdf('lot-inspection', { chart: { chart: 'i-mr', center: 10, ucl: 14, lcl: 6, sigma: 1.33, points, signals } });
  expect(performance.now() - started).toBeLessThan(3000);
  expect(bytes.length).toBeLessThan(400_000);
});

it('the font covers Hangul and the signs of quality work, and is refused by name where it is missing', async () => {
  const fonts = await loadReportFonts();
  expect(existsSync(fonts.regular)).toBe(true);
  expect(fonts.drawable('가힣뷁 X̄ σ ± ≤ ≥ μ – … × ✓ −')).toBe('가힣뷁 X̄ σ ± ≤ ≥ μ – … × ✓ −');
  await expect(loadReportFonts('/nowhere')).rejects.toMatchObject({ code: 'unavailable' });
});
