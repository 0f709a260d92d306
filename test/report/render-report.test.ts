// What every rendered report guarantees: it holds for all templates and both languages, and for facts that are missing or hostile.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { kpi } from '../../workflows/quality/kpi.ts';
import { renderReport } from '../../workflows/report/render-report.ts';
import { reportFormats, reportTemplates } from '../../workflows/report/report-request.ts';
import { gatheredFacts, lotFacts, processFacts, reportMeta, reportRequest, shiftFactsSample } from './report-samples.ts';

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const html = async (...request: Parameters<typeof reportRequest>): Promise<string> =>
  textOf((await renderReport(reportRequest(...request), { formats: ['html'] })).files[0]?.bytes);

describe('identity', () => {
  afterEach(() => void vi.useRealTimers());

  it.each(['ko', 'en'] as const)('the same request gives the same bytes in every format (%s)', async (lang) => {
    const request = reportRequest('lot-inspection', lotFacts(), { lang });
    // Years apart: a date of the machine inside any file would show.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T09:00:00Z') });
    const first = await renderReport(request, { formats: reportFormats });
    vi.setSystemTime(new Date('2031-02-03T04:05:06Z'));
    const second = await renderReport(request, { formats: reportFormats });
    expect(second.checksum).toBe(first.checksum);
    const hashes = (report: typeof first): string[] => report.files.map((file) => createHash('sha256').update(file.bytes).digest('hex'));
    expect(hashes(second)).toEqual(hashes(first));
  });

  it('the checksum is SHA-256 of the canonical facts, the same for any order of keys, and printed in the text formats', async () => {
    const rendered = await renderReport(reportRequest('capa', { b: 1, a: { y: 2, x: 'ㄱ' } }), { formats: ['html', 'csv'] });
    expect(rendered.checksum).toBe(createHash('sha256').update('{"a":{"x":"ㄱ","y":2},"b":1}').digest('hex'));
    for (const file of rendered.files) expect(textOf(file.bytes)).toContain(rendered.checksum);
  });

  it('another fact gives another checksum', async () => {
    const [one, two] = await Promise.all([1, 2].map((value) => renderReport(reportRequest('capa', { value }), { formats: ['csv'] })));
    expect(one?.checksum).not.toBe(two?.checksum);
  });

  it('file names carry the report id in safe letters', async () => {
    const { files } = await renderReport(reportRequest('capa', {}, { reportId: '../../보고서 1' }), { formats: ['csv'] });
    expect(files[0]?.name).toBe('보고서-1.csv');
  });
});

describe('facts that are missing', () => {
  it.each(reportTemplates.flatMap((template) => (['ko', 'en'] as const).map((lang) => [template, lang] as const)))(
    '%s (%s) renders from no facts without NaN, Infinity or undefined',
    async (template, lang) => {
      const page = await html(template, {}, { lang });
      expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
      expect(page).toContain(lang === 'ko' ? '문서 관리' : 'Document control');
    },
  );

  it.each(reportTemplates)('%s renders from facts of the wrong types', async (template) => {
    const wrong = {
      lot: 7,
      plan: 'x',
      chart: { points: 'no', center: [] },
      kpi: [1],
      counts: {},
      defects: 'many',
      results: [null, 3],
      d2: 'text',
      gauge: false,
      trends: [{}],
      decision: null,
      judge: [],
      narrative: 1,
    };
    expect(await html(template, wrong)).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('a ratio without denominator is n/a with its reason', async () => {
    const page = await html('shift-report', { kpi: { oee: null, reasons: { availability: '계획 시간 없음' } } });
    expect(page).toContain('값 없음 (나눌 값이 없음)');
    expect(page).toContain('값 없음 (계획 시간 없음)');
  });

  it('an unknown template, format, time zone or cut is refused by name', async () => {
    const request = { ...reportRequest('capa', {}, { dataCut: 'yesterday', timezone: 'Seoul/Asia' }), template: 'novel' as 'capa' };
    await expect(renderReport(request, { formats: ['doc' as 'pdf'] })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ code: 'unknown-template' }, { code: 'unknown-format' }, { code: 'not-a-time' }, { code: 'unknown-timezone' }],
    });
  });
});

it('a chart whose points are not all numbers is no chart, so that no signal moves to another point', async () => {
  const chart = { center: 1, ucl: 2, lcl: 0, points: [1, null, 5], signals: [{ index: 3, rule: 'N1' }] };
  expect(await html('lot-inspection', { chart })).toContain('관리도가 주어지지 않았습니다.');
  expect(await html('lot-inspection', { chart: { ...chart, points: [1, 1, 5], ucl: [2, 2] } })).toContain('관리도가 주어지지 않았습니다.');
  expect(await html('lot-inspection', { chart: { ...chart, points: [1, 1, 5] } })).toContain('data-signal');
});

describe('hostile text', () => {
  const hostile = '<script>alert(1)</script>"\'&\u202Egpj.exe\u200Bx\u0007';

  it('is escaped in HTML, and what cannot be seen becomes visible', async () => {
    const page = await html(
      'lot-inspection',
      { ...lotFacts(), lot: { lotNumber: hostile, supplier: hostile } },
      { title: hostile, reportId: hostile },
    );
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
    for (const hidden of ['\u202E', '\u200B', '\u0007']) expect(page).not.toContain(hidden);
    expect(page).toContain('[U+202E]gpj.exe[U+200B]x[U+0007]');
  });

  it('inside a chart is escaped too', async () => {
    const facts = lotFacts();
    const page = await html('lot-inspection', { ...facts, chart: { ...(facts.chart as object), title: hostile, unit: '</text><script>' } });
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;/text&gt;&lt;script&gt;');
  });

  it('a page loads nothing, runs nothing, and links nowhere', async () => {
    for (const [template, facts] of [
      ['lot-inspection', lotFacts()],
      ['shift-report', shiftFactsSample],
    ] as const) {
      const page = (await html(template, facts)).replaceAll('http://www.w3.org/2000/svg', '');
      expect(page).not.toMatch(/<script|<link|<img|<iframe|<object|src=|href=|url\(|@import|\son\w+=|javascript:|https?:\/\//i);
    }
  });
});

describe('content', () => {
  it('a lot report shows plan, verdict, chart, signal, AI mark and decision with who, when in the zone, and why', async () => {
    const page = await html('lot-inspection', lotFacts());
    for (const text of [
      'AB123456',
      '시료 문자',
      '부적합품 1개 발견, 3개까지 허용',
      '이상 신호',
      'N1',
      'AI가 작성함(대역 모델)',
      '박지훈',
      '품질 관리자',
      '2026-11-24 15:40',
      '반품합니다.',
    ])
      expect(page).toContain(text);
    expect(page).toContain('data-ai-generated="stand-in"');
    expect(page).toContain('<meta name="ai-generated" content="stand-in">');
  });

  it('text of the real model is marked as AI text without the stand-in', async () => {
    const page = await html('lot-inspection', lotFacts(), { standInModel: false, lang: 'en' });
    expect(page).toContain('>AI-generated · A.X K1<');
    expect(page).toContain('data-ai-generated="model"');
  });

  it('a number of the model that no fact supports is named under its text', async () => {
    const page = await html('lot-inspection', { ...lotFacts(), judge: { reason: '점도가 36.77까지 올랐습니다.' } });
    expect(page).toMatch(/보고서의 사실에 없는 것: 36\.77/);
    expect(await html('lot-inspection', lotFacts())).not.toContain('보고서의 사실에 없는 것');
  });

  it('decisions of the meta data stand beside those of the facts, once each', async () => {
    const own = { decision: 'rejected', by: '박지훈', at: '2026-11-24T06:40:00Z' };
    const page = await html('lot-inspection', lotFacts(), {
      decisions: [own, { decision: 'approved', by: '최유진', at: '2026-11-24T06:50:00Z' }],
    });
    expect(page.split('class="decision').length - 1).toBe(2);
    expect(page).toContain('최유진');
  });

  it('an in-process report marks the points beyond the p chart', async () => {
    const page = await html('in-process', processFacts());
    expect(page).toContain('이상 신호: 2');
    expect(page.match(/data-signal="1"/g)).toHaveLength(4);
  });

  it('a shift report reads what gather and kpi leave, and sums stops and defects by name', async () => {
    const page = await html('shift-report', gatheredFacts);
    for (const text of ['1,200 개', '1,170 개', '80.0%', '자재 대기', 'D2', '2026-11-24 08:00']) expect(page).toContain(text);
    expect(page).toMatch(/자재 대기<\/td><td>–<\/td><td class="num">40<\/td><td class="num">2<\/td>/);
  });

  it('a shift report reads the answer of the kpi task: figures, reasons, warnings and the waterfall of lost time', async () => {
    const answer = kpi({
      elements: [
        {
          plannedBusyTime: 480,
          actualProductionTime: 440,
          plannedRunTimePerItem: 0.7,
          producedQuantity: 580,
          goodQuantity: 560,
          scrapQuantity: 8,
          reworkQuantity: 12,
        },
      ],
    });
    const page = await html('shift-report', { kpi: answer as unknown as Json, stops: [{ reason: '자재 대기', minutes: 30 }] });
    for (const text of [
      '91.7%',
      '92.3%',
      '81.7%',
      '자재 대기 −30.0 분 (6.3%)',
      '기타 정지 −10.0 분',
      '속도 저하 −34.0 분',
      '품질 손실 −14.0 분',
      '가치 생산 시간 392.0 분 (81.7%)',
    ])
      expect(page).toContain(text);
    expect(page).toContain('값 없음 (지표 요소가 기록되지 않음)');
  });

  it("a lot report takes unit, limits and tolerance from the lot's verdict, and the approver from the decision", async () => {
    const { chart, ...facts } = lotFacts();
    const bare = {
      chart: (chart as { result: Json }).result,
      lotVerdict: { name: 'viscosity', unit: 'cSt', nominal: 34, lsl: 32, usl: 36, outOfTolerance: 2 },
    };
    const decision = { decision: 'approved', by: { name: '최유진', role: 'quality-manager' }, at: '2026-11-24T06:40:00Z' };
    const page = await html('lot-inspection', { ...facts, ...bare, decision }, { approver: undefined });
    for (const text of ['I-MR 관리도: 점도', 'USL 36', '히스토그램: 점도', '공차를 벗어난 측정값']) expect(page).toContain(text);
    expect(page).toMatch(/승인자<\/dt><dd>최유진/);
  });

  it('an assessment that could not be had is said to be missing', async () => {
    expect(await html('lot-inspection', { ...lotFacts(), judge: { unavailable: true, detail: 'x' } })).toContain(
      '모델에 연결할 수 없었습니다',
    );
  });

  it('amended records are named', async () => {
    const page = await html(
      'capa',
      {},
      { amendments: [{ record: '측정 12', reason: '자릿수 오기', by: '박지훈', at: '2026-11-24T01:00:00Z' }] },
    );
    for (const text of ['정정된 기록', '측정 12', '자릿수 오기']) expect(page).toContain(text);
  });

  it('an 8D without a linked investigation calls its cause a hypothesis', async () => {
    const linked = { d4: { occurrence: { cause: '세척 지연', investigation: 'INV-1' }, escape: { cause: '조도 부족' } } };
    expect((await html('8d', linked)).split('가설:').length - 1).toBe(1);
  });

  it('a 3.1 certificate whose signatory is not independent of production says so', async () => {
    const facts = {
      certificate: { type: '3.1' },
      results: [{ characteristic: '강도', lsl: 1, value: 2 }],
      signatory: { name: '정하윤', independentOfProduction: false },
    };
    expect(await html('coc', facts)).toContain('생산과 독립된 서명자가 필요');
    expect(await html('coc', { ...facts, signatory: { name: '정하윤', independentOfProduction: true } })).not.toContain(
      '생산과 독립된 서명자가 필요',
    );
  });

  it('a value on its limit conforms, one beyond fails, a missing one leaves the whole open', async () => {
    const one = (result: object): Promise<string> => html('coa', { results: [{ characteristic: 'x', lsl: 9.9, usl: 10.1, ...result }] });
    expect(await one({ value: 10.1 })).toContain('모든 결과가 요구 사항에 적합합니다.');
    expect(await one({ value: 10.11 })).toContain('하나 이상의 결과가 요구 사항에 적합하지 않습니다.');
    expect(await one({})).toContain('전체 판정을 할 수 없습니다.');
  });
});

describe('a narrative', () => {
  const facts = [{ id: 'oee', value: 74.2, unit: '%', decimals: 1, label: 'OEE', change: -3.1, source: 'L3 주간' }];

  it('is printed with its facts behind the numbers and in the appendix', async () => {
    const page = await html('shift-report', { narrative: { text: '설비종합효율은 {{fact:oee}}로 감소했습니다.', facts } });
    expect(page).toContain('title="OEE · oee · L3 주간">74.2%</span>');
    expect(page).toContain('본문 숫자의 근거 사실');
  });

  it('gives way to its template text where a number or a direction has no fact', async () => {
    for (const text of ['설비종합효율은 75.0%입니다.', '설비종합효율은 {{fact:oee}}로 증가했습니다.', '{{fact:none}}']) {
      const page = await html('shift-report', { narrative: { text, facts, fallback: '설비종합효율: {{fact:oee}}' } });
      expect(page).toContain('설비종합효율: <span');
      expect(page).toContain('모델의 글은 쓰지 않았습니다');
      expect(page).not.toContain('75.0%');
    }
  });
});

it('meta data without an approver or revisions says so', async () => {
  const page = await html('capa', {}, { approver: undefined, specRevisions: [] });
  expect(page.split('>없음<').length - 1).toBeGreaterThanOrEqual(2);
  expect(reportMeta().revision).toBeUndefined();
});
