// The average and range method of a gauge study.
import { rangeMoments } from './chart-constants.ts';
import type { GaugeCross } from './gauge-data.ts';
import type { GaugeVariances } from './gauge-study.ts';
import type { Warning } from './request-reader.ts';
import { mean, range } from './sums.ts';

/** K1 = 1/d2 by trials; K2 and K3 = 1/d2* of one sample, by operators and parts (AIAG, MSA 4th edition, four digits). */
const k1: ReadonlyMap<number, number> = new Map([
  [2, 0.8862],
  [3, 0.5908],
]);
const k3 = [0.7071, 0.5231, 0.4467, 0.403, 0.3742, 0.3534, 0.3375, 0.3249, 0.3146];

function oneRangeFactor(count: number): number {
  const listed = k3[count - 2];
  if (listed !== undefined) return listed;
  const { d2, d3 } = rangeMoments(count);
  return 1 / Math.hypot(d2, d3);
}

/** EV = R-bar K1; AV = sqrt((X-diff K2)^2 - EV^2/(parts trials)), at least 0; PV = Rp K3. */
export function averageRange(cross: GaugeCross): { readonly variances: GaugeVariances; readonly warnings: readonly Warning[] } {
  const { values, parts, operators, trials } = cross;
  const averageSpread = mean(values.flatMap((row) => row.map(range)));
  const repeatability = (averageSpread * (k1.get(trials.length) ?? 1 / rangeMoments(trials.length).d2)) ** 2;
  const operatorMeans = operators.map((_, operator) => mean(values.flatMap((row) => row[operator] ?? [])));
  const partMeans = values.map((row) => mean(row.flat()));
  const spread = operators.length < 2 ? 0 : (range(operatorMeans) * oneRangeFactor(operators.length)) ** 2;
  const reproducibility = Math.max(0, spread - repeatability / (parts.length * trials.length));
  const part = (range(partMeans) * oneRangeFactor(parts.length)) ** 2;
  const warnings: Warning[] =
    operators.length < 2 ? [{ code: 'one-operator', message: 'One operator only: reproducibility cannot be seen and counts as 0.' }] : [];
  return { variances: { repeatability, reproducibility, part }, warnings };
}
