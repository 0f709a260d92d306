// Turns the events of a marked-up document (text, end of paragraph, cell, row) into blocks; shared by HTML, DOCX and HWPX.
import type { BlockList } from './block-list.ts';
import type { DocumentBlock } from './parsed-document.ts';

export interface Flow {
  readonly text: (text: string) => void;
  /** Closes the paragraph under way, if any. */
  readonly end: (kind?: DocumentBlock['kind'], level?: number) => void;
  readonly openRow: () => void;
  readonly closeCell: () => void;
  readonly closeRow: () => void;
  readonly setPage: (page: number) => void;
}

interface Row {
  readonly cells: string[];
  parts: string[];
}

/** Paragraphs inside a table become the text of their cell, a row one block with ` | ` between cells; a table in a cell is told in that cell. */
export function createFlow(blocks: BlockList): Flow {
  const rows: Row[] = [];
  let pieces: string[] = [];
  let page: number | null = null;
  const end: Flow['end'] = (kind = 'paragraph', level = 0) => {
    const text = pieces.join('');
    pieces = [];
    if (text.trim() === '') return;
    const row = rows.at(-1);
    if (row === undefined) blocks.add(kind, text, { level, page });
    else row.parts.push(text.replace(/\s+/g, ' ').trim());
  };
  const closeCell = (): void => {
    end();
    const row = rows.at(-1);
    if (row === undefined) return;
    row.cells.push(row.parts.join(' '));
    row.parts = [];
  };
  return {
    text: (text) => {
      pieces.push(text);
    },
    end,
    openRow: () => {
      end();
      rows.push({ cells: [], parts: [] });
    },
    closeCell,
    closeRow: () => {
      end();
      const row = rows.pop();
      if (row === undefined) return;
      const cells = row.parts.length > 0 ? [...row.cells, row.parts.join(' ')] : row.cells;
      const text = cells.filter((cell) => cell !== '').join(' | ');
      const outer = rows.at(-1);
      if (outer !== undefined) outer.parts.push(text);
      else blocks.add('table-row', text, { page });
    },
    setPage: (next) => {
      page = next;
    },
  };
}
