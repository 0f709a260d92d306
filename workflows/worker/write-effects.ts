// Effects of a step as rows, in the transaction of its result. Ids are derived from run and step, so a repeat finds its own rows.
import type { Tx } from '../../db/client.ts';
import { insertArtifact } from '../../db/repositories/artifact.ts';
import { setLotState, upsertLot } from '../../db/repositories/lot.ts';
import { insertNotice } from '../../db/repositories/notice.ts';
import { insertProductionCount } from '../../db/repositories/production-count.ts';
import { insertReport } from '../../db/repositories/report.ts';
import { derivedUuid, reportIdOf } from '../catalog/report/report-id.ts';
import type { Effect, LotStateFact, NoticeFact, ProductionCountFact, ReportFact } from '../catalog/runner.ts';
import { assertNever } from '../definition/errors.ts';
import type { RunRef } from '../definition/transition.ts';
import type { StepResult } from './run-store.ts';
import { shiftPeriod } from './shift-period.ts';

export async function writeEffects(tx: Tx, run: RunRef, { step, effects }: StepResult): Promise<void> {
  for (const [index, effect] of effects.entries()) await writeEffect(tx, run, step, index, effect);
}

async function writeEffect(tx: Tx, run: RunRef, step: number, index: number, effect: Effect): Promise<void> {
  switch (effect.kind) {
    case 'report':
      return await writeReport(tx, run, step, effect.report);
    case 'notice':
      return await writeNotice(tx, run, step, index, effect.notice);
    case 'production-count':
      for (const [ordinal, count] of effect.counts.entries()) await writeCount(tx, run, step, ordinal, count);
      return;
    case 'lot-state':
      return await writeLotState(tx, run, effect.lot);
    default:
      assertNever(effect);
  }
}

async function writeReport(tx: Tx, run: RunRef, step: number, report: ReportFact): Promise<void> {
  const { tenant, runId } = run;
  const files: { format: string; artifactId: string }[] = [];
  for (const file of report.files) {
    const artifact = await insertArtifact(tx, {
      tenant,
      id: derivedUuid(`artifact/${runId}/${step}/${file.format}`),
      kind: 'report',
      name: file.name,
      mediaType: file.mediaType,
      bytes: file.size,
      sha256: file.sha256,
      storeKey: file.storageKey,
      runId,
      createdBy: 'AIX',
    });
    files.push({ format: file.format, artifactId: artifact.id });
  }
  await insertReport(tx, {
    tenant,
    runId,
    step,
    files,
    id: reportIdOf(runId, step),
    template: report.template,
    title: report.title,
    language: report.lang,
    facts: report.facts,
    checksum: report.checksum,
    generator: report.generator,
    timeZone: report.timezone,
    windowFrom: report.window.from,
    windowTo: report.window.to,
    dataCutAt: report.dataCut,
  });
}

async function writeNotice(tx: Tx, run: RunRef, step: number, index: number, notice: NoticeFact): Promise<void> {
  await insertNotice(tx, {
    tenant: run.tenant,
    key: `${run.runId}/${step}/${index}`,
    level: notice.severity,
    title: notice.title,
    body: notice.body,
    roles: notice.roles,
    runId: run.runId,
    step,
    ...(notice.link === undefined ? {} : { link: notice.link }),
  });
}

/** A lot that no form has named before is made here: its state must not be lost. The reason stays in the step's output. */
async function writeLotState(tx: Tx, { tenant, runId }: RunRef, { number, state }: LotStateFact): Promise<void> {
  if (await setLotState(tx, { tenant, number, state, runId })) return;
  await upsertLot(tx, { tenant, number });
  await setLotState(tx, { tenant, number, state, runId });
}

async function writeCount(tx: Tx, run: RunRef, step: number, ordinal: number, count: ProductionCountFact): Promise<void> {
  const period = shiftPeriod(count.shiftDate, count.shift);
  const minutes = count.plannedMinutes;
  await insertProductionCount(tx, {
    tenant: run.tenant,
    runId: run.runId,
    step,
    ordinal,
    line: count.line,
    product: count.product,
    shift: count.shift,
    ...period,
    plannedQuantity: count.planned,
    producedQuantity: count.produced,
    goodQuantity: count.good,
    scrapQuantity: count.scrap,
    reworkQuantity: count.rework,
    plannedBusySeconds: minutes * 60,
    productionSeconds: Math.max(0, minutes - count.downMinutes) * 60,
    idealCycleSeconds: count.idealSecondsPerUnit,
    stops: count.downReasons.map(({ reason, minutes: stopped }) => ({ reason, seconds: stopped * 60 })),
    defects: count.defects.map(({ code, count: found }) => ({ code, count: found })),
  });
}
