// The first page after sign-in: what waits for me, what I may start, what became of what I started, and nothing else.
import type { Hono } from 'hono';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { StateBadge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Deadline, Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { type PageContext, pageContext } from '../page-context.ts';
import { sendPage } from '../respond.ts';
import { startableForms } from '../startable.ts';
import type { DefinitionView, NoticeView, RunView, ScheduleView, TaskView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { titleText } from '../wording.ts';
import { textIn } from '../form/local-text.ts';
import { may } from '../../shared/permissions.ts';

interface HomeData {
  readonly tasks: readonly TaskView[];
  readonly forms: readonly DefinitionView[];
  readonly runs: readonly RunView[];
  readonly notices: readonly NoticeView[];
  readonly missed: readonly ScheduleView[];
}

export function addHomePage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/', async (c) => {
    const actor = actorOf(c);
    const [tasks, definitions, runs, notices, schedules] = await Promise.all([
      deps.tasks.listOpen(actor, 20),
      deps.definitions.list(actor),
      deps.runs.list(actor, { submittedBy: actor.userId, limit: 5 }),
      deps.notices.list(actor, 5),
      may(actor, 'schedule.read') ? deps.schedules.list(actor) : [],
    ]);
    const page = { ...pageContext(c, deps), waiting: tasks.length };
    const data = { tasks, forms: startableForms(definitions, actor), runs, notices, missed: schedules.filter((schedule) => schedule.missed > 0) };
    return sendPage(c, <HomePage page={page} data={data} />);
  });
}

function HomePage({ page, data }: { page: PageContext; data: HomeData }) {
  const { copy } = page;
  return (
    <PageShell page={page} title={copy.home.title}>
      <div class="stack">
        <h1>{copy.home.greeting(page.actor?.name ?? '')}</h1>
        {data.notices.map((notice) => (
          <Notice page={page} notice={notice} />
        ))}
        {data.missed.length === 0 ? null : (
          <Banner tone="warn" title={copy.home.missed}>
            <ul class="stack-tight">
              {data.missed.map((schedule) => (
                <li>
                  <a href="/schedules">{titleText(schedule.definition, page.language)}</a> · {copy.schedules.missed} {schedule.missed}
                </li>
              ))}
            </ul>
          </Banner>
        )}
        <Card title={copy.home.waiting} plain>
          {data.tasks.length === 0 ? (
            <EmptyState icon="check" title={copy.home.nothingWaiting} lead={copy.home.nothingWaitingLead} />
          ) : (
            <TaskList page={page} tasks={data.tasks} />
          )}
        </Card>
        <section class="stack-tight">
          <h2>{copy.home.forms}</h2>
          {data.forms.length === 0 ? (
            <Card plain>
              <EmptyState icon="forms" title={copy.home.noForms} lead={copy.home.noFormsLead} />
            </Card>
          ) : (
            <FormCards page={page} forms={data.forms} />
          )}
        </section>
        <Card title={copy.home.runs} action={<a href="/runs" class="quiet">{copy.home.all}</a>} plain>
          {data.runs.length === 0 ? (
            <EmptyState icon="runs" title={copy.home.noRuns} lead={copy.home.noRunsLead} />
          ) : (
            <RunList page={page} runs={data.runs} />
          )}
        </Card>
      </div>
    </PageShell>
  );
}

export function TaskList({ page, tasks }: { page: PageContext; tasks: readonly TaskView[] }) {
  return (
    <ul class="list">
      {tasks.map((task) => (
        <li>
          <a class="list-link" href={`/tasks/${task.id}`}>
            <span class="list-title">{task.request.title}</span>
            <Deadline page={page} at={task.request.deadlineAt} />
            <span class="list-meta">
              <span>{titleText(task.definition, page.language)}</span>
              {task.lotNumber === undefined ? null : <span>{`${page.copy.runs.lot} ${task.lotNumber}`}</span>}
              {task.requestedByName === undefined ? null : <span>{task.requestedByName}</span>}
              <Moment page={page} at={task.openedAt} ago />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

export function FormCards({ page, forms }: { page: PageContext; forms: readonly DefinitionView[] }) {
  return (
    <ul class="cards">
      {forms.map((form) => {
        const summary = textIn(form.document.document.metadata?.aix?.summary, page.language) ?? form.document.document.summary;
        return (
          <li class="stack-tight">
            <a class="card card-link" href={`/forms/${form.namespace}/${form.name}`}>
              <strong>{titleText(form, page.language)}</strong>
              {summary === undefined ? null : <span class="muted small">{summary}</span>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

export function RunList({ page, runs }: { page: PageContext; runs: readonly RunView[] }) {
  return (
    <ul class="list">
      {runs.map((run) => (
        <li>
          <a class="list-link" href={`/runs/${run.id}`}>
            <span class="list-title">{titleText(run.definition, page.language)}</span>
            <StateBadge state={run.state} names={page.copy.runs.states} />
            <span class="list-meta">
              {run.lotNumber === undefined ? null : <span>{`${page.copy.runs.lot} ${run.lotNumber}`}</span>}
              <Moment page={page} at={run.acceptedAt} ago />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Notice({ page, notice }: { page: PageContext; notice: NoticeView }) {
  const { copy } = page;
  return (
    <Banner tone={notice.level === 'alert' ? 'bad' : notice.level === 'warning' ? 'warn' : 'info'} title={notice.title}>
      {notice.text === undefined ? null : <p>{notice.text}</p>}
      <div class="row">
        {notice.runId === undefined ? null : (
          <a class="button button-small" href={`/runs/${notice.runId}`}>
            {copy.tasks.openRun}
          </a>
        )}
        {page.actor !== undefined && may(page.actor, 'notice.dismiss') ? (
          <form method="post" action={`/notices/${notice.id}/dismiss`}>
            <Button small>{copy.home.dismiss}</Button>
          </form>
        ) : null}
        <span class="muted small">
          <Moment page={page} at={notice.at} ago />
        </span>
      </div>
    </Banner>
  );
}
