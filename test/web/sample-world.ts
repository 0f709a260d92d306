// A world with something on every page: what a quality manager sees in the middle of a shift.
import type { DefinitionView } from '../../functions/web/views.ts';
import { inspection, libraryDefinition, NOTICE_ID, REPORT_ID, RUN_ID, TASK_ID, type World, world } from './fake-world.ts';

export const READINGS = [5.01, 4.99, 5.0, 5.02, 4.98, 5.03, 5.01, 5.13, 4.99, 5.0];
export const INPUT = {
  lotNumber: 'AB123456',
  supplier: '한빛정밀',
  part: 'PT-0012',
  lotSize: 1200,
  defectsFound: 1,
  thickness: READINGS,
  note: '표면 긁힘 1건',
};

export function sampleWorld(): World {
  const definitions = [inspection(), ...['in-process-inspection', 'production-count', 'shift-report'].map(libraryDefinition)];
  const [own] = definitions as [DefinitionView, ...DefinitionView[]];
  const named = { namespace: own.namespace, name: own.name, version: own.version, title: own.title };
  const at = (minutes: number) => new Date(Date.parse('2026-11-24T02:00:00Z') + minutes * 60_000).toISOString();
  const judged = {
    verdict: 'unsure',
    reason: '8번째 측정값 5.13 mm가 상한 5.10 mm를 넘고 관리 한계도 벗어났습니다. 다시 측정한 뒤 판단하는 것이 좋습니다.',
    causes: ['측정 자세', '치구 마모'],
  };
  return world({
    definitions,
    runs: [
      {
        id: RUN_ID,
        state: 'waiting',
        definition: named,
        lotNumber: 'AB123456',
        source: 'form',
        submittedBy: 'u-operator',
        submittedByName: '이검사',
        acceptedAt: at(0),
        input: INPUT,
      },
      {
        id: RUN_ID.replace(/1$/, '2'),
        state: 'completed',
        definition: named,
        lotNumber: 'AB123455',
        source: 'form',
        submittedByName: '이검사',
        acceptedAt: at(-300),
        endedAt: at(-290),
        input: INPUT,
      },
      {
        id: RUN_ID.replace(/1$/, '3'),
        state: 'faulted',
        definition: { namespace: 'production', name: 'shift-report', version: '1.0.0', title: { ko: '교대 보고서', en: 'Shift report' } },
        source: 'schedule',
        acceptedAt: at(-900),
        endedAt: at(-899),
        error: {
          type: 'https://open-workflow-specification.org/spec/1.0.0/errors/runtime',
          status: 500,
          title: '기록을 읽을 수 없습니다',
          instance: '/do/0/gather',
        },
      },
    ],
    steps: [
      {
        step: 0,
        path: '/do/0/plan',
        name: 'plan',
        kind: 'call',
        call: 'acceptance-sampling',
        state: 'completed',
        attempts: 1,
        startedAt: at(0),
        endedAt: at(0.01),
        input: { lotSize: 1200, aql: 1, level: 'II' },
        output: { sampleSize: 80, accept: 2, reject: 3, code: 'J' },
      },
      {
        step: 1,
        path: '/do/1/chart',
        name: 'chart',
        kind: 'call',
        call: 'control-chart',
        state: 'completed',
        attempts: 1,
        startedAt: at(0.01),
        endedAt: at(0.02),
        input: { chart: 'i-mr', data: READINGS },
        output: {
          chart: 'i-mr',
          center: 5.016,
          ucl: 5.11,
          lcl: 4.92,
          points: READINGS,
          warnings: [],
          spread: null,
          signals: [{ index: 8, rule: 'N1' }],
        },
      },
      {
        step: 2,
        path: '/do/2/route',
        name: 'route',
        kind: 'switch',
        state: 'completed',
        attempts: 1,
        startedAt: at(0.02),
        endedAt: at(0.021),
      },
      {
        step: 3,
        path: '/do/3/judge/try/0/ask',
        name: 'ask',
        kind: 'call',
        call: 'judge',
        state: 'completed',
        attempts: 2,
        startedAt: at(0.03),
        endedAt: at(0.06),
        input: { question: '이 로트를 합격으로 보는가?' },
        output: judged,
      },
      {
        step: 4,
        path: '/do/4/decide',
        name: 'decide',
        kind: 'call',
        call: 'approve',
        state: 'waiting',
        attempts: 1,
        startedAt: at(0.06),
        input: { role: 'quality-manager' },
      },
    ],
    tasks: [
      {
        id: TASK_ID,
        runId: RUN_ID,
        step: 4,
        state: 'open',
        openedAt: at(1),
        definition: named,
        lotNumber: 'AB123456',
        requestedBy: 'u-operator',
        requestedByName: '이검사',
        input: INPUT,
        decisions: [],
        request: {
          kind: 'approve',
          title: '로트 AB123456 판정',
          question: '이 로트를 합격 처리하시겠습니까?',
          roles: ['quality-manager'],
          quorum: 1,
          deadlineAt: at(100),
          onTimeout: 'escalate',
          requesterMayDecide: false,
          evidence: {
            plan: { sampleSize: 80, accept: 2, reject: 3 },
            lotVerdict: { defectsFound: 1, accepted: true, outOfTolerance: 1, lsl: 4.9, usl: 5.1, unit: 'mm' },
            judge: judged,
          },
        },
      },
    ],
    reports: [
      {
        id: REPORT_ID,
        runId: RUN_ID,
        title: '수입 검사 보고서 AB123455',
        definition: named,
        lotNumber: 'AB123455',
        createdAt: at(-290),
        dataCutAt: at(-291),
        checksum: 'c0ffee'.repeat(10),
        files: [
          { id: REPORT_ID.replace(/3$/, '4'), format: 'html', name: 'report.html', bytes: 20_000 },
          { id: REPORT_ID.replace(/3$/, '5'), format: 'pdf', name: '보고서.pdf', bytes: 48_000 },
          { id: REPORT_ID.replace(/3$/, '6'), format: 'xlsx', name: 'report.xlsx', bytes: 12_000 },
        ],
      },
    ],
    notices: [{ id: NOTICE_ID, title: '수입 검사 완료: AB123455', text: '합격 승인', level: 'info', runId: RUN_ID, at: at(-280) }],
    schedules: [
      {
        id: 's1',
        definition: { namespace: 'production', name: 'shift-report', version: '1.0.0', title: { ko: '교대 보고서', en: 'Shift report' } },
        when: '0 8,16,0 * * *',
        timeZone: 'Asia/Seoul',
        paused: false,
        lastAt: at(-180),
        lastRunId: RUN_ID,
        nextAt: at(300),
        missed: 1,
        skipped: 0,
      },
    ],
    artifacts: new Map([
      [
        REPORT_ID.replace(/3$/, '4'),
        {
          name: 'report.html',
          contentType: 'text/html; charset=utf-8',
          body: new TextEncoder().encode(
            '<!DOCTYPE html><html lang="ko"><meta charset="utf-8"><style>h1{color:#1747c2}</style><h1>수입 검사 보고서</h1><script>document.title="ran"</script></html>',
          ),
        },
      ],
    ]),
  });
}
