// The frame around every template: identity on the first page, amendments, AI notice, and document control at the end.
import { type Cells, createCells } from './cell.ts';
import { copyOf, type ReportCopy } from './copy/copy.ts';
import { createFactsReader } from './facts-reader.ts';
import { narrativeSections } from './narrative.ts';
import type { AiSource, Block, Field, ReportBody, ReportDocument, Section } from './report-document.ts';
import type { ReportMeta, ReportRequest } from './report-request.ts';
import { approverOf } from './templates/people-blocks.ts';
import { templates } from './templates/templates.ts';

/** Runs the template and puts the frame around what it wrote. */
export function frameReport(request: ReportRequest, checksum: string): ReportDocument {
  const { meta, template } = request;
  const copy = copyOf(meta.lang);
  const cells = createCells(meta.lang, meta.timezone);
  const facts = createFactsReader(request.facts);
  const context = { copy, cells, meta, facts: request.facts };
  const approver = approverOf(facts, context);
  const own = templates[template](facts, context);
  const narrative = narrativeSections(facts, context);
  const body = { ...own, sections: [...narrative.before, ...own.sections, ...narrative.after] };
  const amended = (meta.amendments?.length ?? 0) > 0;
  return {
    ...body,
    ...(amended && !body.status ? { status: { text: copy.frame.amended, tone: 'warn' as const } } : {}),
    sections: [...(amended ? [amendmentSection(meta, copy, cells)] : []), ...body.sections, controlSection(meta, checksum, copy, cells)],
    lang: meta.lang,
    template,
    kindName: copy.kinds[template],
    title: meta.title,
    tenantName: meta.tenantName,
    reportId: meta.reportId,
    revision: meta.revision ?? 1,
    checksum,
    dataCut: new Date(meta.dataCut).toISOString(),
    generatorVersion: meta.generatorVersion,
    identity: identityFields({ ...meta, approver }, copy, cells),
    ai: aiOf(body),
  };
}

function identityFields(meta: ReportMeta, copy: ReportCopy, cells: Cells): Field[] {
  const { frame } = copy;
  return [
    cells.field(frame.report, cells.text(meta.reportId)),
    cells.field(frame.dataWindow, cells.text(windowText(meta, cells))),
    cells.field(frame.dataCut, cells.text(`${cells.time(meta.dataCut).text} (${meta.timezone})`)),
    cells.field(frame.specRevisions, cells.text(meta.specRevisions.join(', ') || frame.none)),
    cells.field(frame.approver, cells.text(meta.approver ?? frame.none)),
    cells.field(frame.revision, cells.text(String(meta.revision ?? 1))),
  ];
}

function controlSection(meta: ReportMeta, checksum: string, copy: ReportCopy, cells: Cells): Section {
  const { frame } = copy;
  const rows = [
    cells.field(frame.run, cells.text(meta.runUrl ?? meta.runId)),
    cells.field(frame.generator, cells.text(meta.generatorVersion)),
    cells.field(frame.dataCutUtc, cells.text(new Date(meta.dataCut).toISOString())),
    cells.field(frame.timezone, cells.text(meta.timezone)),
  ];
  const sum: Block = { kind: 'note', tone: 'neutral', text: `${frame.checksum}: ${checksum}\n${frame.sameCut}` };
  return { title: frame.control, blocks: [{ kind: 'fields', rows }, sum] };
}

function amendmentSection(meta: ReportMeta, copy: ReportCopy, cells: Cells): Section {
  const { frame } = copy;
  const rows = (meta.amendments ?? []).map((entry) => [
    cells.text(entry.record),
    cells.text(entry.reason),
    cells.text(entry.by),
    cells.time(entry.at),
  ]);
  const columns = [
    { label: frame.record, weight: 2 },
    { label: copy.decision.reason, weight: 3 },
    { label: copy.decision.by },
    { label: copy.decision.at, weight: 1.4 },
  ];
  return { title: frame.amendments, blocks: [{ kind: 'table', columns, rows, empty: frame.none }] };
}

/** The window; its end's date is written only where it is another day. */
function windowText(meta: ReportMeta, cells: Cells): string {
  const from = cells.time(meta.dataWindow.from).text;
  const to = cells.time(meta.dataWindow.to).text;
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) && to.length > 10 ? to.slice(11) : to}`;
}

function aiOf(body: ReportBody): AiSource | 'none' {
  const sources = body.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'prose' && block.ai ? [block.ai] : [])),
  );
  if (sources.includes('stand-in')) return 'stand-in';
  return sources.includes('model') ? 'model' : 'none';
}
