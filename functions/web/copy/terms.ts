// Names of data members as people of the plant call them, in both languages. Only the names that our own catalog tasks and definitions
// give; any other is shown as it is written, in words.
import type { Language } from './copy.ts';

const TERMS: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  defectives: ['불량품 수', 'Defectives'],
  sizes: ['표본 크기', 'Sample sizes'],
  defective: ['불량품', 'Defectives'],
  scrap: ['불량', 'Scrap'],
  good: ['양품', 'Good'],
  rows: ['행', 'Rows'],
  hours: ['시간', 'Hours'],
  link: ['링크', 'Link'],
  bytes: ['바이트', 'Bytes'],
  format: ['형식', 'Format'],
  artifactId: ['파일 번호', 'File id'],
  model: ['모델', 'Model'],
  lang: ['언어', 'Language'],
  message: ['설명', 'Message'],
  code: ['코드', 'Code'],
  name: ['이름', 'Name'],
  readings: ['측정값', 'Readings'],
  characteristic: ['특성', 'Characteristic'],
  answer: ['답변', 'Answer'],
  accept: ['합격 판정 개수 (Ac)', 'Acceptance number (Ac)'],
  accepted: ['합격 여부', 'Accepted'],
  aql: ['AQL', 'AQL'],
  artifacts: ['파일', 'Files'],
  at: ['시각', 'Time'],
  availability: ['가동률', 'Availability'],
  body: ['내용', 'Text'],
  by: ['사람', 'By'],
  causes: ['추정 원인', 'Possible causes'],
  center: ['중심선', 'Centre line'],
  chart: ['관리도', 'Control chart'],
  checksum: ['검사합계', 'Checksum'],
  codeLetter: ['샘플 문자', 'Code letter'],
  data: ['데이터', 'Data'],
  decision: ['결정', 'Decision'],
  defectsFound: ['불량 수', 'Defectives found'],
  deadline: ['기한', 'Deadline'],
  detail: ['자세히', 'Detail'],
  evidence: ['판단 근거', 'Evidence'],
  facts: ['사실', 'Facts'],
  formats: ['형식', 'Formats'],
  fpy: ['직행률', 'First-pass yield'],
  index: ['순번', 'Position'],
  inspectAll: ['전수 검사', 'Inspect all'],
  instance: ['위치', 'Place'],
  judge: ['모델 의견', 'Model opinion'],
  lcl: ['관리 하한 LCL', 'LCL'],
  level: ['검사 수준', 'Inspection level'],
  line: ['라인', 'Line'],
  lot: ['로트', 'Lot'],
  lotNumber: ['로트 번호', 'Lot number'],
  lotSize: ['로트 크기', 'Lot size'],
  lotVerdict: ['로트 판정', 'Lot verdict'],
  lsl: ['규격 하한 LSL', 'LSL'],
  nominal: ['기준', 'Nominal'],
  note: ['특이 사항', 'Remarks'],
  oee: ['설비 종합 효율 OEE', 'OEE'],
  outOfTolerance: ['규격 밖 개수', 'Out of tolerance'],
  part: ['품번', 'Part number'],
  performance: ['성능 효율', 'Performance'],
  plan: ['샘플링 계획', 'Sampling plan'],
  points: ['타점', 'Points'],
  profile: ['모델 구성', 'Model profile'],
  quality: ['품질률', 'Quality ratio'],
  question: ['질문', 'Question'],
  quorum: ['필요한 승인 수', 'Approvals needed'],
  reason: ['이유', 'Reason'],
  reject: ['불합격 판정 개수 (Re)', 'Rejection number (Re)'],
  reportId: ['보고서 번호', 'Report id'],
  role: ['역할', 'Role'],
  roles: ['역할', 'Roles'],
  rule: ['규칙', 'Rule'],
  rules: ['판정 규칙', 'Rules'],
  sampleSize: ['샘플 크기', 'Sample size'],
  severity: ['정도', 'Severity'],
  sigma: ['표준편차', 'Sigma'],
  signals: ['이상 신호', 'Signals'],
  spread: ['산포', 'Spread'],
  status: ['상태', 'Status'],
  supplier: ['공급업체', 'Supplier'],
  target: ['목표', 'Target'],
  template: ['양식', 'Template'],
  thickness: ['두께', 'Thickness'],
  timedOut: ['기한 지남', 'Timed out'],
  title: ['제목', 'Title'],
  type: ['종류', 'Kind'],
  ucl: ['관리 상한 UCL', 'UCL'],
  unavailable: ['얻지 못함', 'Unavailable'],
  unit: ['단위', 'Unit'],
  usl: ['규격 상한 USL', 'USL'],
  verdict: ['판정', 'Verdict'],
  warnings: ['주의', 'Warnings'],
};

/** Codes that stand as values; stored as they are, shown in words. */
const VALUES: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  true: ['예', 'Yes'],
  false: ['아니오', 'No'],
  accept: ['합격', 'Accept'],
  reject: ['불합격', 'Reject'],
  unsure: ['판단 보류', 'Unsure'],
  approved: ['승인', 'Approved'],
  rejected: ['반려', 'Rejected'],
};

export function termText(key: string, language: Language): string {
  const term = Object.hasOwn(TERMS, key) ? TERMS[key] : undefined;
  if (term !== undefined) return language === 'ko' ? term[0] : term[1];
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valueText(value: string, language: Language): string {
  const known = Object.hasOwn(VALUES, value) ? VALUES[value] : undefined;
  return known === undefined ? value : language === 'ko' ? known[0] : known[1];
}
