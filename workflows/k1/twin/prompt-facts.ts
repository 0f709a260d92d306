// What the prompt tells of the lot: facts between marks, and the few of them that a judgement turns on. Only reading; words are in judge-words.ts.
import { isJsonObject } from '../../definition/json.ts';
import type { Json } from '../../definition/json.ts';
import type { ChatRequest } from './chat-request.ts';

export interface Fact {
  /** Member names from the root, such as plan/acceptNumber. */
  readonly path: string;
  /** The last name, lower case, letters and digits only. */
  readonly key: string;
  readonly value: string | number | boolean;
}

/** good: nothing speaks against; concern: a signal or a weak capability; bad: the plan or a finding says reject; unknown: nothing to go by. */
export type Lean = 'good' | 'concern' | 'bad' | 'unknown';

export interface PromptFacts {
  readonly facts: readonly Fact[];
  readonly lean: Lean;
  readonly sampleSize?: number;
  readonly defects?: number;
  readonly acceptNumber?: number;
  readonly rejectNumber?: number;
  readonly signals?: number;
  readonly rules: readonly string[];
  /** Positions of the first signals on the chart. */
  readonly points: readonly number[];
  /** Single measurements beyond the specification. */
  readonly outOfTolerance?: number;
  readonly cpk?: number;
  /** People's and documents' words. */
  readonly untrusted: readonly string[];
  readonly korean: boolean;
}

const MAX_FACTS = 2_000;

export function readPromptFacts(request: ChatRequest): PromptFacts {
  const all = request.messages.filter(({ role }) => role !== 'assistant').map(({ content }) => content);
  const roots = all.flatMap((content) => blocks(content, 'facts')).map(parse);
  const facts: Fact[] = [];
  for (const root of roots) flatten(root, '', facts);
  const number = (...keys: string[]) => numberOf(facts, keys);
  const found = {
    sampleSize: number('samplesize', 'sample', 'n', 'inspected', 'samplecount'),
    defects: number('nonconforming', 'nonconformities', 'defects', 'defectives', 'defectcount', 'defectsfound', 'defective', 'failed'),
    acceptNumber: number('acceptnumber', 'acceptancenumber', 'ac', 'accept'),
    rejectNumber: number('rejectnumber', 'rejectionnumber', 're', 'reject'),
    signals: signalsOf(roots) ?? number('signalcount', 'violationcount'),
    cpk: number('cpk', 'ppk'),
    outOfTolerance: number('outoftolerance', 'outofspec', 'outofspecification'),
  };
  const points = facts
    .filter(({ path, value }) => /signals\/\d+\/(index|point|position)$/i.test(path) && typeof value === 'number')
    .map(({ value }) => Number(value));
  const rules = [...new Set(facts.filter(({ key }) => key === 'rule' || key === 'rulename').map(({ value }) => String(value)))].slice(0, 5);
  const untrusted = all.flatMap((content) => blocks(content, 'untrusted')).map(textOf);
  const korean = /[\uac00-\ud7a3]/.test(request.messages.find(({ role }) => role === 'system')?.content ?? all[0] ?? '');
  return { ...found, facts, rules, points: points.slice(0, 5), untrusted, korean, lean: leanOf(facts, found) };
}

function blocks(content: string, mark: string): string[] {
  const pattern = new RegExp(`<${mark}(?: [^>]*)?>\\n([\\s\\S]*?)\\n</${mark}>`, 'g');
  return [...content.matchAll(pattern)].map(([, inner]) => inner ?? '');
}

/** Untrusted texts stand as JSON strings. */
function textOf(block: string): string {
  const value = parse(block);
  return typeof value === 'string' ? value : block;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function flatten(value: Json | undefined, path: string, out: Fact[]): void {
  if (out.length >= MAX_FACTS || value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) flatten(item, `${path}/${index}`, out);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) flatten(member, path === '' ? key : `${path}/${key}`, out);
  } else if (typeof value !== 'object') {
    const last = path.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
    out.push({ path, key: last.toLowerCase().replace(/[^\p{L}\d]/gu, ''), value });
  }
}

function numberOf(facts: readonly Fact[], keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const fact = facts.find((candidate) => candidate.key === key && typeof candidate.value === 'number');
    if (typeof fact?.value === 'number') return fact.value;
  }
  return undefined;
}

/** Length of every list named signals or violations, added up. */
function signalsOf(roots: readonly (Json | undefined)[]): number | undefined {
  let count: number | undefined;
  const visit = (value: Json | undefined, depth: number): void => {
    if (depth > 12 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, depth + 1);
      return;
    }
    if (!isJsonObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      if (/^(signals|violations)$/i.test(key) && Array.isArray(member)) count = (count ?? 0) + member.length;
      else visit(member, depth + 1);
    }
  };
  for (const root of roots) visit(root, 0);
  return count;
}

const VERDICT_KEYS = new Set(['verdict', 'decision', 'disposition', 'result', 'outcome', 'lotdecision']);

function leanOf(facts: readonly Fact[], found: Partial<PromptFacts>): Lean {
  if (facts.length === 0) return 'unknown';
  const { defects, acceptNumber, rejectNumber, signals, cpk, outOfTolerance } = found;
  const said = facts.filter(({ key }) => VERDICT_KEYS.has(key)).map(({ value }) => String(value).toLowerCase());
  const refused =
    said.some((word) => /^(reject|rejected|fail|failed|ng|불합격|부적합)$/.test(word)) ||
    facts.some(({ key, value }) => key === 'accepted' && value === false);
  const overRe = defects !== undefined && rejectNumber !== undefined && defects >= rejectNumber;
  const overAc = defects !== undefined && acceptNumber !== undefined && defects > acceptNumber;
  if (refused || overRe || overAc || (outOfTolerance ?? 0) > 0) return 'bad';
  if ((signals ?? 0) > 0 || (cpk !== undefined && cpk < 1.33)) return 'concern';
  return 'good';
}
