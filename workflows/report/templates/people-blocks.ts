// What people and the model said: the assessment with its AI mark, decisions with who, when and why, and the sign-off lines.
import { isJsonObject, type Json } from '../../definition/json.ts';
import type { FactsReader } from '../facts-reader.ts';
import { untracedNumbers } from '../narrative.ts';
import type { Block, DecisionBlock, Tone } from '../report-document.ts';
import type { ReportDecision } from '../report-request.ts';
import { type TemplateContext, valueWord } from './template.ts';

/** The model's assessment {verdict, reason, model?}; always marked as AI text, and as the stand-in's where it is. */
export function judgeBlocks(judge: FactsReader | undefined, context: TemplateContext): Block[] {
  const { copy } = context;
  const reason = judge?.text('reason') ?? judge?.text('text') ?? judge?.text('explanation');
  const verdict = judge?.text('verdict');
  if (judge?.flag('unavailable') === true) return [{ kind: 'note', tone: 'warn', text: copy.lot.judgeUnavailable }];
  if (!judge || (reason === undefined && verdict === undefined)) return [{ kind: 'note', tone: 'neutral', text: copy.lot.noJudge }];
  const standIn = judge.flag('standIn') ?? context.meta.standInModel;
  const lines = [verdict === undefined ? undefined : `${copy.labels.verdict}: ${valueWord(verdict, copy) ?? verdict}`, reason].filter(
    (line) => line !== undefined,
  );
  const source = standIn ? ('stand-in' as const) : ('model' as const);
  const untraced =
    reason === undefined ? [] : untracedNumbers(reason, withoutJudge(context.facts), context.meta.lang, context.meta.timezone);
  return [
    { kind: 'prose', segments: [{ text: lines.join('\n') }], ai: source, model: judge.text('model') },
    ...(untraced.length > 0 ? [{ kind: 'note' as const, tone: 'warn' as const, text: copy.ai.untraced(untraced.join(', ')) }] : []),
  ];
}

/** The model's own words are no evidence for its numbers. */
function withoutJudge(facts: Json): Json {
  return isJsonObject(facts) ? Object.fromEntries(Object.entries(facts).filter(([key]) => key !== 'judge' && key !== 'narrative')) : facts;
}

/** Decisions of the facts first, then those of the meta data that are not among them. */
export function decisionsOf(facts: FactsReader, context: TemplateContext): ReportDecision[] {
  const own = facts.part('decision');
  const outcome = own?.text('decision') ?? own?.text('outcome');
  const first: ReportDecision[] =
    own && outcome !== undefined
      ? [
          {
            decision: outcome,
            by: own.text('by') ?? own.text('decidedBy') ?? '',
            role: own.text('role') ?? own.text('by', 'role'),
            at: own.text('at') ?? own.text('decidedAt') ?? '',
            reason: own.text('reason'),
            question: own.text('question'),
          },
        ]
      : [];
  const known = new Set(first.map((decision) => `${decision.by} ${decision.at}`));
  return [...first, ...context.meta.decisions.filter((decision) => !known.has(`${decision.by} ${decision.at}`))];
}

export function decisionTone(decision: string): Tone {
  if (/^(approve|approved|accept|accepted|release|released|pass)$/.test(decision)) return 'good';
  if (/^(reject|rejected|scrap|fail)$/.test(decision)) return 'bad';
  return 'warn';
}

export function decisionWord(decision: string, { copy }: TemplateContext): string {
  const words: Readonly<Record<string, string>> = copy.decision.words;
  return words[decision] ?? copy.values[decision] ?? decision;
}

/** Who approved, where the meta data do not say: the last person whose decision was an approval. */
export function approverOf(facts: FactsReader, context: TemplateContext): string | undefined {
  const approvals = decisionsOf(facts, context).filter((decision) => decisionTone(decision.decision) === 'good' && decision.by !== '');
  return context.meta.approver ?? approvals.at(-1)?.by;
}

/** One block for each decision; a note where there is none. */
export function decisionBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, cells } = context;
  const decisions = decisionsOf(facts, context);
  if (decisions.length === 0) return [{ kind: 'note', tone: 'neutral', text: copy.decision.none }];
  return decisions.map(
    (decision): DecisionBlock => ({
      kind: 'decision',
      outcome: decisionWord(decision.decision, context),
      tone: decisionTone(decision.decision),
      fields: [
        cells.field(copy.decision.by, cells.text(decision.by)),
        ...(decision.role ? [cells.field(copy.decision.role, cells.text(valueWord(decision.role, copy)))] : []),
        cells.field(copy.decision.at, cells.time(decision.at)),
        ...(decision.question ? [cells.field(copy.decision.question, cells.text(decision.question))] : []),
      ],
      reason: `${copy.decision.reason}: ${decision.reason || copy.decision.noReason}`,
    }),
  );
}

/** Lines to sign: those of the facts [{role, name?, at?}], else one for each role given. */
export function signOffBlock(facts: FactsReader, roles: readonly string[], { cells }: TemplateContext): Block {
  const rows = facts.list('signOff').map((line) => ({
    role: line.text('role') ?? '',
    name: line.text('name') ?? '',
    at: line.text('at') ? cells.time(line.text('at')).text : '',
  }));
  return { kind: 'sign-off', rows: rows.length > 0 ? rows : roles.map((role) => ({ role, name: '', at: '' })) };
}
