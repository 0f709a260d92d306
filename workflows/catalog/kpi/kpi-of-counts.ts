// From production counts to the elements of ISO 22400-2: which column is which element, and nothing else.
import { kpi, type KpiResult } from '../../quality/kpi.ts';
import type { ProductionCountFact } from '../runner.ts';

/** Times in minutes. First-pass yield takes the counted good parts of the produced ones: without serials that is the best there is. */
export function kpiOfCounts(counts: readonly ProductionCountFact[]): KpiResult {
  return kpi({
    elements: counts.map((count) => ({
      plannedBusyTime: count.plannedMinutes,
      actualProductionTime: Math.max(0, count.plannedMinutes - count.downMinutes),
      actualUnitDelayTime: count.downMinutes,
      plannedRunTimePerItem: count.idealSecondsPerUnit / 60,
      producedQuantity: count.produced,
      goodQuantity: count.good,
      scrapQuantity: count.scrap,
      reworkQuantity: count.rework,
      inspectedParts: count.produced,
      goodParts: count.good,
    })),
  });
}
