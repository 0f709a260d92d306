// Any JSON as names and values a person can read: the input and output of a step, facts of a decision. Bounded in depth and length.
import type { Child } from 'hono/jsx';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';

const MAX_DEPTH = 5;
const MAX_MEMBERS = 60;
const MAX_NUMBERS = 120;
const MAX_TEXT = 4_000;

/** `nothing` and `large` are the wordings for an absent value and for one that was cut. */
export function DataView({ value, nothing, large, depth = 0 }: { value: Json | undefined; nothing: string; large: string; depth?: number }): Child {
  if (value === undefined || value === null) return <span class="muted">{nothing}</span>;
  if (typeof value !== 'object') return <Scalar value={value} large={large} />;
  if (depth >= MAX_DEPTH) return <code>{cut(JSON.stringify(value), 200)}</code>;
  if (Array.isArray(value)) return <ListView value={value as readonly Json[]} nothing={nothing} large={large} depth={depth} />;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  if (members.length === 0) return <span class="muted">{nothing}</span>;
  return (
    <div class="data">
      {members.slice(0, MAX_MEMBERS).map(([key, member]) => (
        <div class="data-row">
          <span class="data-key">{key}</span>
          <div>
            <DataView value={member} nothing={nothing} large={large} depth={depth + 1} />
          </div>
        </div>
      ))}
      {members.length > MAX_MEMBERS ? <p class="muted small">{`${large} (${members.length})`}</p> : null}
    </div>
  );
}

function ListView({ value, nothing, large, depth }: { value: readonly Json[]; nothing: string; large: string; depth: number }): Child {
  if (value.length === 0) return <span class="muted">{nothing}</span>;
  if (value.every((member) => typeof member !== 'object' || member === null)) {
    const shown = value.slice(0, MAX_NUMBERS).map(String).join(', ');
    return <span class="number">{value.length > MAX_NUMBERS ? `${shown} … (${value.length})` : shown}</span>;
  }
  return (
    <div class="data">
      {value.slice(0, MAX_MEMBERS).map((member, index) => (
        <div class="data-row">
          <span class="data-key number">{String(index + 1)}</span>
          <div>
            <DataView value={member} nothing={nothing} large={large} depth={depth + 1} />
          </div>
        </div>
      ))}
      {value.length > MAX_MEMBERS ? <p class="muted small">{`${large} (${value.length})`}</p> : null}
    </div>
  );
}

function Scalar({ value, large }: { value: string | number | boolean; large: string }) {
  const text = String(value);
  if (typeof value !== 'string') return <span class="number">{text}</span>;
  return (
    <span>
      {cut(text, MAX_TEXT)}
      {text.length > MAX_TEXT ? <span class="muted small">{` (${large})`}</span> : null}
    </span>
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Every text in a value, in order: what a model wrote, found without knowing its schema. */
export function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
