// When what starts by itself: last and next start, what was missed.
import type { Hono } from 'hono';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { Badge } from '../design/badge.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { Table } from '../design/table.tsx';
import { type PageContext, pageContext } from '../page-context.ts';
import { sendPage } from '../respond.ts';
import type { ScheduleView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { cronText } from '../cron-text.ts';
import { titleText } from '../wording.ts';

export function addSchedulesPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/schedules', async (c) => {
    const schedules = await deps.schedules.list(actorOf(c));
    const page = pageContext(c, deps);
    const { copy } = page;
    return sendPage(
      c,
      <PageShell page={page} title={copy.schedules.title}>
        <div class="stack">
          <h1>{copy.schedules.title}</h1>
          <Card plain>
            {schedules.length === 0 ? (
              <EmptyState icon="schedules" title={copy.schedules.none} lead={copy.schedules.noneLead} />
            ) : (
              <ScheduleTable page={page} schedules={schedules} />
            )}
          </Card>
        </div>
      </PageShell>,
    );
  });
}

function ScheduleTable({ page, schedules }: { page: PageContext; schedules: readonly ScheduleView[] }) {
  const { copy } = page;
  return (
    <Table
      caption={copy.schedules.title}
      rows={schedules}
      columns={[
        {
          title: copy.runs.definition,
          cell: (one) => (
            <a href={`/definitions/${one.definition.namespace}/${one.definition.name}`}>{titleText(one.definition, page.language)}</a>
          ),
        },
        {
          title: copy.runs.state,
          cell: (one) =>
            one.paused ? (
              <Badge tone="warn" icon="dash">
                {copy.schedules.paused}
              </Badge>
            ) : (
              <Badge tone="good" icon="check">
                {copy.schedules.active}
              </Badge>
            ),
        },
        {
          title: copy.schedules.when,
          cell: (one) => (
            <span>
              <span title={one.when}>{cronText(one.when, page.language) ?? one.when}</span>{' '}
              <span class="muted small">{one.timeZone ?? ''}</span>
            </span>
          ),
        },
        { title: copy.schedules.last, cell: (one) => lastCell(page, one) },
        {
          title: copy.schedules.next,
          cell: (one) => (one.nextAt === undefined || one.paused ? '–' : <Moment page={page} at={one.nextAt} />),
        },
        {
          title: copy.schedules.missed,
          end: true,
          cell: (one) =>
            one.missed === 0 ? (
              '0'
            ) : (
              <Badge tone="bad" icon="warn">
                {String(one.missed)}
              </Badge>
            ),
        },
        { title: copy.schedules.skipped, end: true, cell: (one) => String(one.skipped) },
      ]}
    />
  );
}

function lastCell(page: PageContext, schedule: ScheduleView) {
  if (schedule.lastAt === undefined) return page.copy.schedules.never;
  const moment = <Moment page={page} at={schedule.lastAt} />;
  return schedule.lastRunId === undefined ? moment : <a href={`/runs/${schedule.lastRunId}`}>{moment}</a>;
}
