// A table that becomes a list of cards on a narrow screen: each cell carries its column's name.
import type { Child } from 'hono/jsx';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** Figures stand at the end. */
  readonly end?: boolean;
}

export function Table<Row>({ columns, rows, caption }: { columns: readonly Column<Row>[]; rows: readonly Row[]; caption: string }) {
  return (
    <div class="table-wrap">
      <table class="table">
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={column.end === true ? 'end' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column, index) => (
                <td data-label={column.title} class={index === 0 ? 'lead' : column.end === true ? 'end' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
