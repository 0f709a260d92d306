// A text about the facts: slots filled, every number checked, the template text instead where a check fails, and the appendix of facts behind it.
import type { Json } from '../definition/json.ts';
import type { Lang } from './copy/copy.ts';
import { createFactsReader, type FactsReader } from './facts-reader.ts';
import { checkNumerals } from './prose/check-numerals.ts';
import { factNote, factText, fillSlots } from './prose/fill-slots.ts';
import type { Miss, ProseFact } from './prose/prose-fact.ts';
import type { Block, ProseBlock, Section } from './report-document.ts';
import type { TemplateContext } from './templates/template.ts';

export interface NarrativeRequest {
  /** Text with {{fact:id}} slots. */
  readonly text: string;
  readonly facts: readonly ProseFact[];
  readonly lang: Lang;
  readonly timezone?: string;
  readonly allowed?: readonly string[];
}

/** Fills and checks a text. Misses empty: it may be printed; else retry once with their messages, then use the template text. */
export function checkNarrative(request: NarrativeRequest): {
  readonly text: string;
  readonly segments: ProseBlock['segments'];
  readonly misses: readonly Miss[];
} {
  const filled = fillSlots(request.text, request.facts);
  const misses = checkNumerals(filled, request.facts, request.lang, { allowed: request.allowed, timezone: request.timezone });
  return { text: filled.text, segments: filled.segments, misses };
}

/**
 * Sections of `facts.narrative` {text, facts, fallback?, allowed?, ai?, model?}: the text before, the appendix after the template's own sections.
 * A text with a miss is never printed: its fallback is, with a note that says so.
 */
export function narrativeSections(
  facts: FactsReader,
  context: TemplateContext,
): { readonly before: readonly Section[]; readonly after: readonly Section[] } {
  const narrative = facts.part('narrative');
  const text = narrative?.text('text');
  if (!narrative || text === undefined) return { before: [], after: [] };
  const { copy, cells, meta } = context;
  const known = narrative.list('facts').flatMap(readProseFact);
  const settings = { facts: known, lang: meta.lang, timezone: meta.timezone, allowed: narrative.texts('allowed') };
  const model = checkNarrative({ ...settings, text });
  const failed = model.misses.length > 0;
  const fallback = failed ? checkNarrative({ ...settings, text: narrative.text('fallback') ?? '' }) : undefined;
  const ai =
    narrative.flag('ai') === false || failed
      ? undefined
      : meta.standInModel || narrative.flag('standIn') === true
        ? ('stand-in' as const)
        : ('model' as const);
  const shown = fallback ?? model;
  const blocks: Block[] = [
    ...(shown.text === ''
      ? []
      : [{ kind: 'prose' as const, segments: shown.segments, ai, model: ai === undefined ? undefined : narrative.text('model') }]),
    ...(failed ? [{ kind: 'note' as const, tone: 'neutral' as const, text: copy.ai.replaced(model.misses.length) }] : []),
  ];
  const used = new Set(
    fillSlots(failed ? (narrative.text('fallback') ?? '') : text, known).segments.flatMap((segment) => segment.factId ?? []),
  );
  const rows = known
    .filter((fact) => used.has(fact.id))
    .map((fact) => [
      cells.text(fact.id),
      cells.text(fact.label ?? fact.id),
      typeof fact.value === 'number'
        ? { ...cells.number(fact.value, { decimals: fact.decimals, unit: fact.unit }), text: factText(fact) }
        : cells.text(fact.value),
      cells.text(fact.source ?? '–'),
    ]);
  const columns = [
    { label: copy.ai.fact, weight: 1.5 },
    { label: copy.labels.meaning, weight: 2 },
    { label: copy.labels.value, align: 'right' as const },
    { label: copy.ai.origin, weight: 2.5 },
  ];
  return {
    before: [{ title: copy.sections.narrative, blocks }],
    after: rows.length > 0 ? [{ title: copy.ai.appendix, blocks: [{ kind: 'table', columns, rows, empty: copy.noData }] }] : [],
  };
}

function readProseFact(fact: FactsReader): ProseFact[] {
  const id = fact.text('id');
  const raw = fact.value('value');
  if (id === undefined || (typeof raw !== 'number' && typeof raw !== 'string')) return [];
  const rest = {
    unit: fact.text('unit'),
    decimals: fact.number('decimals'),
    label: fact.text('label'),
    change: fact.number('change'),
    source: fact.text('source') ?? fact.text('window'),
  };
  return [{ id, value: raw, isChange: fact.flag('isChange'), ...rest, label: rest.label ?? factNote({ id, value: raw }) }];
}

/**
 * Numbers and ids in a model's free text that stand nowhere in the facts, as written. Units are not compared, since facts at large carry none;
 * percentages may be a ratio of the facts.
 */
export function untracedNumbers(text: string, facts: Json, lang: Lang, timezone: string): string[] {
  const values: ProseFact[] = [];
  const collect = (value: Json | undefined, path: string): void => {
    if (values.length > 20_000 || value === undefined || value === null) return;
    if (typeof value === 'number') values.push({ id: path, value }, { id: path, value: value * 100 });
    else if (typeof value === 'string') values.push({ id: path, value });
    else if (Array.isArray(value)) value.forEach((item: Json, index) => collect(item, `${path}/${index}`));
    else if (typeof value === 'object') for (const [key, item] of createFactsReader(value).entries()) collect(item, `${path}/${key}`);
  };
  collect(facts, '');
  const misses = checkNumerals(text, values, lang, { timezone, anyUnit: true });
  return [...new Set(misses.filter((miss) => miss.kind === 'numeral' || miss.kind === 'identifier').map((miss) => miss.text.trim()))];
}
