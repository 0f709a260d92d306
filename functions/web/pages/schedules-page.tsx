// When what starts by itself: last and next start, what was missed.
import type { Hono } from 'hono';
import { AppError } from '../../../workflows/definition/errors.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { may } from '../../shared/permissions.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Confirm } from '../design/confirm.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { Table } from '../design/table.tsx';
import { firstText, postedForm } from '../form/form-entries.ts';
import { type PageContext, pageContext } from '../page-context.ts';
import { readFormData } from '../read-form-data.ts';
import { isUuid } from '../read-id.ts';
import { sendPage } from '../respond.ts';
import type { ScheduleView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { cronText } from '../cron-text.ts';
import { titleText } from '../wording.ts';

export function addSchedulesPage(app: Hono<AppEnv>, deps: WebDeps): void {
  addScheduleControls(app, deps);
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

function addScheduleControls(app: Hono<AppEnv>, deps: WebDeps): void {
  const idOf = (id: string): string => {
    if (!isUuid(id)) throw new AppError('not-found', 'No schedule has this id.');
    return id;
  };
  app.post('/schedules/:id/pause', async (c) => {
    const { entries } = postedForm(await readFormData(c.req));
    await deps.scheduleControl.pause(actorOf(c), idOf(c.req.param('id')), (firstText(entries, 'reason') ?? '').trim().slice(0, 500));
    return c.redirect('/schedules', 303);
  });
  app.post('/schedules/:id/resume', async (c) => {
    await deps.scheduleControl.resume(actorOf(c), idOf(c.req.param('id')));
    return c.redirect('/schedules', 303);
  });
  app.post('/schedules/:id/trigger', async (c) => {
    await deps.scheduleControl.trigger(actorOf(c), idOf(c.req.param('id')));
    return c.redirect('/runs', 303);
  });
}

function Controls({ page, schedule }: { page: PageContext; schedule: ScheduleView }) {
  const copy = page.copy.schedules;
  const path = `/schedules/${schedule.id}`;
  return (
    <div class="row">
      <form method="post" action={`${path}/trigger`}>
        <Button small icon="runs">
          {copy.trigger}
        </Button>
      </form>
      {schedule.paused ? (
        <form method="post" action={`${path}/resume`}>
          <Button small>{copy.resume}</Button>
        </form>
      ) : (
        <Confirm
          id={`pause-${schedule.id}`}
          action={`${path}/pause`}
          icon="dash"
          label={copy.pause}
          lead={copy.pauseLead}
          reasonLabel={copy.pauseReason}
          doIt={copy.pause}
        />
      )}
    </div>
  );
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
        ...(page.actor !== undefined && may(page.actor, 'schedule.change')
          ? [{ title: copy.schedules.control, cell: (one: ScheduleView) => <Controls page={page} schedule={one} /> }]
          : []),
      ]}
    />
  );
}

function lastCell(page: PageContext, schedule: ScheduleView) {
  if (schedule.lastAt === undefined) return page.copy.schedules.never;
  const moment = <Moment page={page} at={schedule.lastAt} />;
  return schedule.lastRunId === undefined ? moment : <a href={`/runs/${schedule.lastRunId}`}>{moment}</a>;
}
