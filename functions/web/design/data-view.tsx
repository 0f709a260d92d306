// Any JSON as names and values a person can read: the input and output of a step, facts of a decision. Bounded in depth and length.
import type { Child } from 'hono/jsx';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import { termText, valueText } from '../copy/terms.ts';
import type { PageContext } from '../page-context.ts';

const MAX_DEPTH = 5;
const MAX_MEMBERS = 60;
const MAX_NUMBERS = 120;
const MAX_TEXT = 4_000;
/** Longer texts of a list stand in lines of their own. */
const SENTENCE = 24;

interface DataViewProps {
  readonly page: PageContext;
  readonly value: Json | undefined;
  readonly depth?: number;
}

export function DataView({ page, value, depth = 0 }: DataViewProps): Child {
  const { nothing } = page.copy.runs;
  if (value === undefined || value === null) return <span class="muted">{nothing}</span>;
  if (typeof value !== 'object') return <Scalar page={page} value={value} />;
  if (depth >= MAX_DEPTH) return <code>{cut(JSON.stringify(value), 200)}</code>;
  if (Array.isArray(value)) return <ListView page={page} value={value as readonly Json[]} depth={depth} />;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  if (members.length === 0) return <span class="muted">{nothing}</span>;
  return (
    <Rows
      page={page}
      depth={depth}
      rows={members.slice(0, MAX_MEMBERS).map(([key, member]) => [termText(key, page.language), member])}
      cutTo={members.length > MAX_MEMBERS ? members.length : undefined}
    />
  );
}

function Rows({
  page,
  rows,
  depth,
  cutTo,
}: {
  page: PageContext;
  rows: readonly (readonly [string, Json])[];
  depth: number;
  cutTo?: number;
}) {
  return (
    <div class="data">
      {rows.map(([name, member]) => (
        <div class={isPlain(member) ? 'data-row' : 'data-row data-nest'}>
          <span class="data-key">{name}</span>
          <div>
            <DataView page={page} value={member} depth={depth + 1} />
          </div>
        </div>
      ))}
      {cutTo === undefined ? null : <p class="muted small">{`${page.copy.runs.large} (${cutTo})`}</p>}
    </div>
  );
}

/** Fits beside its name. */
function isPlain(value: Json): boolean {
  return !isJsonObject(value) && !(Array.isArray(value) && value.some((member) => typeof member === 'object' && member !== null));
}

function ListView({ page, value, depth }: { page: PageContext; value: readonly Json[]; depth: number }): Child {
  if (value.length === 0) return <span class="muted">{page.copy.runs.nothing}</span>;
  if (isPlain(value)) {
    const shown = value.slice(0, MAX_NUMBERS).map(memberText);
    const more = value.length > MAX_NUMBERS ? ` … (${value.length})` : '';
    if (shown.some((text) => text.length > SENTENCE)) return <SentenceList sentences={shown} more={more} />;
    return <span class="number">{shown.join(', ') + more}</span>;
  }
  return (
    <Rows
      page={page}
      depth={depth}
      rows={value.slice(0, MAX_MEMBERS).map((member, index) => [String(index + 1), member])}
      cutTo={value.length > MAX_MEMBERS ? value.length : undefined}
    />
  );
}

/** Sentences in one line, divided by commas, cannot be told apart. */
function SentenceList({ sentences, more }: { sentences: readonly string[]; more: string }) {
  return (
    <ul class="sentences">
      {sentences.map((sentence) => (
        <li>{cut(sentence, MAX_TEXT)}</li>
      ))}
      {more === '' ? null : <li>{more}</li>}
    </ul>
  );
}

function memberText(member: Json): string {
  if (typeof member === 'number') return shortNumber(member);
  return typeof member === 'string' ? member : member === null ? '–' : JSON.stringify(member);
}

function Scalar({ page, value }: { page: PageContext; value: string | number | boolean }) {
  if (typeof value === 'number') {
    return (
      <span class="number" title={shortNumber(value) === String(value) ? undefined : String(value)}>
        {shortNumber(value)}
      </span>
    );
  }
  const text = valueText(String(value), page.language);
  return (
    <span>
      {cut(text, MAX_TEXT)}
      {text.length > MAX_TEXT ? <span class="muted small">{` (${page.copy.runs.large})`}</span> : null}
    </span>
  );
}

/** Six significant digits are what a person compares; 0.052222222222222094 says no more than 0.0522222. Whole numbers stay. */
function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
