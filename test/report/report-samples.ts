// Facts and meta data that the report tests share: published viscosity and juice-can data (Montgomery), the rest made up.
import type { Json } from '../../workflows/definition/json.ts';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import { type ReportMeta, type ReportRequest, type ReportTemplate } from '../../workflows/report/report-request.ts';

export const viscosity = [
  34.05, 34.4, 33.59, 35.96, 34.7, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05,
];
export const juiceCans = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6];

export function reportMeta(change: Partial<ReportMeta> = {}): ReportMeta {
  return {
    reportId: 'RPT-2026-0042',
    tenantName: '한빛정밀',
    title: '수입 검사 보고서 AB123456',
    lang: 'ko',
    timezone: 'Asia/Seoul',
    dataWindow: { from: '2026-11-23T23:00:00Z', to: '2026-11-24T07:00:00Z' },
    dataCut: '2026-11-24T07:05:00Z',
    specRevisions: ['SPEC-1041 rev C'],
    generatorVersion: '1',
    runId: 'run-0042',
    standInModel: true,
    approver: '김민서',
    decisions: [],
    ...change,
  };
}

export function lotFacts(): { readonly [key: string]: Json } {
  const result = controlChart({ chart: 'i-mr', data: viscosity, rules: 'nelson' });
  return {
    lot: { lotNumber: 'AB123456', supplier: '대성화학', part: 'VX-220', lotSize: 2000, defectsFound: 1, thickness: viscosity },
    plan: { codeLetter: 'K', sampleSize: 125, accept: 3, reject: 4, inspectAll: false, aql: 1, level: 'II', severity: 'normal' },
    chart: { chart: 'i-mr', characteristic: '점도', unit: 'cSt', result: result as unknown as Json },
    judge: { verdict: 'hold', reason: '4번 점이 관리 한계를 벗어났습니다.', model: 'A.X K1' },
    decision: { decision: 'rejected', by: '박지훈', role: 'quality-manager', at: '2026-11-24T06:40:00Z', reason: '반품합니다.' },
  };
}

export function processFacts(): Json {
  const result = controlChart({ chart: 'p', data: { counts: juiceCans, sizes: 50 }, rules: 'shewhart' });
  return { inspection: { line: 'L2', chart: 'p', sampleSize: 50 }, chart: result as unknown as Json };
}

export const shiftFactsSample: Json = {
  shift: { line: 'L3', shift: 'day', lead: '이서연' },
  production: { planned: 1200, actual: 1088, good: 1041, scrap: 19, rework: 28 },
  kpi: {
    oee: 0.742,
    availability: 0.866,
    effectiveness: 0.896,
    quality: 0.957,
    fpy: 0.957,
    scrapRatio: 0.01746,
    reworkRatio: 0.0257,
    plannedMinutes: 480,
  },
  losses: [{ name: '금형 교체', minutes: 32 }],
  stops: [{ reason: '금형 교체', machine: 'P-07', minutes: 32, count: 2 }],
  defects: [
    { name: '긁힘', count: 14 },
    { name: '이물', count: 8 },
    { name: '기타', count: 20, other: true },
  ],
  signals: [{ characteristic: '점도', index: 4, rule: 'N1' }],
  holds: [{ ncr: 'NCR-311', lot: 'AB123455', quantity: 240, reason: '하한 미달', since: '2026-11-24T02:10:00Z' }],
  handover: ['P-07 온도 관찰'],
};

/** The facts as the tasks gather and kpi leave them. */
export const gatheredFacts: Json = {
  gathered: {
    window: { from: '2026-11-23T23:00:00Z', to: '2026-11-24T07:00:00Z' },
    counts: [
      {
        line: 'L1',
        product: 'A',
        shiftDate: '2026-11-24',
        shift: 'day',
        planned: 600,
        produced: 580,
        good: 560,
        scrap: 8,
        rework: 12,
        plannedMinutes: 480,
        downMinutes: 40,
        downReasons: [{ reason: '자재 대기', minutes: 25 }],
        defects: [{ code: 'D1', count: 12 }],
      },
      {
        line: 'L2',
        product: 'A',
        shiftDate: '2026-11-24',
        shift: 'day',
        planned: 600,
        produced: 590,
        good: 570,
        scrap: 9,
        rework: 11,
        plannedMinutes: 480,
        downMinutes: 20,
        downReasons: [{ reason: '자재 대기', minutes: 15 }],
        defects: [
          { code: 'D1', count: 3 },
          { code: 'D2', count: 17 },
        ],
      },
    ],
  },
  kpi: { oee: 0.8 },
};

export function reportRequest(template: ReportTemplate, facts: Json, change: Partial<ReportMeta> = {}): ReportRequest {
  return { template, facts, meta: reportMeta(change) };
}
