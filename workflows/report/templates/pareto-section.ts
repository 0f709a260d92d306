// The defect Pareto that several templates share: picture and table from [{name | code | defect, count}].
import type { FactsReader } from '../facts-reader.ts';
import type { Block, TableBlock } from '../report-document.ts';
import { type ParetoItem, paretoRows, paretoSvg } from '../svg/pareto.ts';
import type { TemplateContext } from './template.ts';

export function paretoBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, cells, meta } = context;
  const items = facts.list('defects').flatMap((defect): ParetoItem[] => {
    const count = defect.number('count') ?? defect.number('quantity');
    const name = defect.text('name') ?? defect.text('defect') ?? defect.text('code') ?? copy.notAvailable;
    return count === undefined ? [] : [{ name, count, other: defect.flag('other') }];
  });
  const rows = paretoRows(items, copy.chart.other);
  const table: TableBlock = {
    kind: 'table',
    columns: [
      { label: copy.labels.defect, weight: 3 },
      { label: copy.labels.count, align: 'right' },
      { label: copy.labels.percent, align: 'right' },
      { label: copy.labels.cumulative, align: 'right' },
    ],
    rows: rows.map((row, index) => [
      cells.text(row.name),
      cells.number(row.count),
      cells.percent(row.cumulative - (rows[index - 1]?.cumulative ?? 0)),
      cells.percent(row.cumulative),
    ]),
    empty: copy.shift.noDefects,
  };
  if (rows.length === 0) return [{ kind: 'note', tone: 'neutral', text: copy.shift.noDefects }];
  const draw = (width?: number): string => paretoSvg(items, { title: copy.shift.paretoTitle, lang: meta.lang, width });
  return [{ kind: 'chart', title: copy.shift.paretoTitle, svg: draw(), narrow: draw(340) }, table];
}
