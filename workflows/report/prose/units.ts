// Units as people write them in Korean and English, brought to one name each, so that 2.1퍼센트 and 2.1 % are the same.

const names: Readonly<Record<string, readonly string[]>> = {
  '%p': ['%p', '%포인트', '퍼센트포인트', '퍼센트 포인트', 'percentage points', 'percentage point', 'pp'],
  '%': ['%', '퍼센트', '프로', 'percent', 'per cent', '％'],
  ppm: ['ppm', '피피엠'],
  dpmo: ['dpmo'],
  min: ['분', 'min', 'minutes', 'minute', 'mins'],
  h: ['시간', 'h', 'hours', 'hour', 'hrs'],
  s: ['초', 's', 'sec', 'seconds', 'second'],
  d: ['일', 'days', 'day'],
  KRW: ['원', 'KRW', 'won'],
  times: ['배', 'times', 'fold', 'x'],
  mm: ['mm', '밀리미터', '㎜'],
  μm: ['μm', 'µm', 'um', '㎛', '마이크로미터'],
  cm: ['cm', '㎝'],
  m: ['m', '미터'],
  kg: ['kg', '킬로그램', '㎏'],
  g: ['g', '그램'],
  '°C': ['°C', '℃', '도'],
  MPa: ['MPa', '㎫'],
  N: ['N'],
  V: ['V'],
  A: ['A'],
  cSt: ['cSt'],
  'pcs/h': ['개/시간', 'pcs/h', 'units/h'],
  sigma: ['시그마', 'sigma', 'σ'],
  count: [
    '건',
    '개',
    '명',
    '회',
    '점',
    '대',
    '번',
    '로트',
    '매',
    '장',
    '곳',
    '가지',
    '종',
    '차례',
    '개소',
    '인',
    'ea',
    'EA',
    'pcs',
    'pieces',
    'piece',
    'units',
    'unit',
    'cases',
    'case',
    'lots',
    'lot',
    'points',
    'point',
    'signals',
    'signal',
    'defects',
    'defect',
    'stops',
    'stop',
    'parts',
    'part',
    'items',
    'item',
    'holds',
    'hold',
    'samples',
    'sample',
    'complaints',
    'complaint',
    'people',
    'inspections',
    'inspection',
    'subgroups',
    'nonconforming',
  ],
};

const byName = new Map(Object.entries(names).flatMap(([unit, list]) => list.map((name) => [name, unit] as const)));
const spellings = [...byName.keys()].sort((a, b) => b.length - a.length);

/** The canonical name of a unit; an unknown unit is its own name. */
export function canonicalUnit(unit: string | undefined): string | undefined {
  if (unit === undefined || unit.trim() === '') return undefined;
  const text = unit.trim();
  return byName.get(text) ?? byName.get(text.toLowerCase()) ?? text;
}

/** The unit that stands right after a number (at most one space between), and how many characters it takes. */
export function unitAt(text: string, at: number): { readonly unit: string; readonly end: number } | undefined {
  const start = text[at] === ' ' ? at + 1 : at;
  for (const spelling of spellings) {
    if (!text.startsWith(spelling, start)) continue;
    const end = start + spelling.length;
    // A Latin unit ends where the word ends ("m" is none in "more"); a Korean one may carry a particle.
    if (/^[A-Za-zμµ]/.test(spelling) && /[A-Za-z]/.test(text[end] ?? '')) continue;
    // "시" of a clock is no unit of time, "일" of a date is handled before; a single Hangul unit must not begin another noun of counting.
    return { unit: byName.get(spelling) ?? spelling, end };
  }
  return undefined;
}
