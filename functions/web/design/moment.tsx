// A time: exact text in the plant's zone, machine-readable beside it; and how long ago or how long left.
import type { PageContext } from '../page-context.ts';
import { agoText, dateTimeText, deadlineText } from '../wording.ts';
import { Badge } from './badge.tsx';

export function Moment({ page, at, ago }: { page: PageContext; at: string | undefined; ago?: boolean }) {
  if (at === undefined) return <span class="muted">–</span>;
  const exact = dateTimeText(at, page.language, page.timeZone);
  return (
    <time datetime={at} title={exact}>
      {ago === true ? agoText(at, page.now, page.copy) : exact}
    </time>
  );
}

/** Colour and words by what is left: late is bad, under an hour warns. */
export function Deadline({ page, at }: { page: PageContext; at: string | undefined }) {
  if (at === undefined) return <span class="muted small">{page.copy.tasks.noDeadline}</span>;
  const left = new Date(at).getTime() - page.now.getTime();
  return (
    <Badge tone={left < 0 ? 'bad' : left < 3_600_000 ? 'warn' : 'plain'} icon="clock">
      {deadlineText(at, page.now, page.copy)}
    </Badge>
  );
}
