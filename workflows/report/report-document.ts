// The document between facts and files: sections of blocks that templates write and the four renderers read. Types only.
import type { Lang } from './copy/copy.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'neutral';

/** One value as it is shown (`text`) and, where it is a number, as it is computed with (`value`: spreadsheets and CSV take it). */
export interface Cell {
  readonly text: string;
  readonly value?: number;
  readonly unit?: string;
  readonly decimals?: number;
  readonly tone?: Tone;
}

export interface Field {
  readonly label: string;
  readonly cell: Cell;
}

export interface Column {
  readonly label: string;
  readonly align?: 'left' | 'right';
  /** Share of the width against the other columns, default 1. */
  readonly weight?: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows shown in HTML and PDF; spreadsheets and CSV have all. */
  readonly limit?: number;
  /** Said where there are no rows. */
  readonly empty: string;
}

export interface ChartBlock {
  readonly kind: 'chart';
  readonly title: string;
  readonly svg: string;
  /** The same chart drawn for a phone, where the wide one would need scrolling. */
  readonly narrow?: string;
  readonly note?: string;
  /** The drawn figures; spreadsheets and CSV carry them instead of the picture. */
  readonly data?: TableBlock;
}

/** How a text came to be: written by people or code (absent), by the model, or by its local stand-in. */
export type AiSource = 'model' | 'stand-in';

export interface Segment {
  readonly text: string;
  /** The fact behind this piece of text: shown on hover and in the appendix. */
  readonly fact?: string;
}

export interface ProseBlock {
  readonly kind: 'prose';
  readonly title?: string;
  readonly segments: readonly Segment[];
  readonly ai?: AiSource;
  readonly model?: string;
}

export interface DecisionBlock {
  readonly kind: 'decision';
  readonly outcome: string;
  readonly tone: Tone;
  readonly fields: readonly Field[];
  readonly reason: string;
}

export type Block =
  | { readonly kind: 'fields'; readonly rows: readonly Field[] }
  | { readonly kind: 'metrics'; readonly items: readonly (Field & { readonly note?: string })[] }
  | TableBlock
  | ChartBlock
  | ProseBlock
  | DecisionBlock
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: string }
  | { readonly kind: 'sign-off'; readonly rows: readonly { readonly role: string; readonly name: string; readonly at: string }[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a template returns; the frame (identity, document control, checksum) is added around it. */
export interface ReportBody {
  /** Short line under the title: lot and part, or line and shift. */
  readonly subtitle?: string;
  readonly status?: { readonly text: string; readonly tone: Tone };
  readonly sections: readonly Section[];
}

export interface ReportDocument extends ReportBody {
  readonly lang: Lang;
  readonly template: string;
  readonly kindName: string;
  readonly title: string;
  readonly tenantName: string;
  readonly reportId: string;
  readonly revision: number;
  readonly checksum: string;
  /** ISO time of the data cut. */
  readonly dataCut: string;
  readonly generatorVersion: string;
  /** Identity on the first page. */
  readonly identity: readonly Field[];
  /** 'none' when no text of the document came from a model. */
  readonly ai: AiSource | 'none';
}
