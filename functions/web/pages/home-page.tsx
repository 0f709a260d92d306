// The first page after sign-in: what waits for me, what I may start, what became of what I started, and nothing else.
import type { Hono } from 'hono';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { Badge, StateBadge } from '../design/badge.tsx';
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
import { safeNext } from '../../shared/public-paths.ts';

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
      may(actor, 'schedule.read') ? deps.schedules.missed(actor) : [],
    ]);
    const page = { ...pageContext(c, deps), waiting: tasks.length };
    const data = { tasks, forms: startableForms(definitions, actor), runs, notices, missed: schedules };
    return sendPage(c, <HomePage page={page} data={data} />);
  });
}

function HomePage({ page, data }: { page: PageContext; data: HomeData }) {
  const { copy } = page;
  return (
    <PageShell page={page} title={copy.home.title}>
      <div class="stack">
        <h1>{copy.home.greeting(page.actor?.name ?? '')}</h1>
        <Card title={copy.home.waiting} plain>
          {data.tasks.length === 0 ? (
            <EmptyState icon="check" title={copy.home.nothingWaiting} lead={copy.home.nothingWaitingLead} />
          ) : (
            <TaskList page={page} tasks={data.tasks} />
          )}
        </Card>
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
        {data.notices.length === 0 ? null : (
          <Card title={copy.home.notices} plain>
            <ul class="list">
              {data.notices.map((notice) => (
                <Notice page={page} notice={notice} />
              ))}
            </ul>
          </Card>
        )}
        <Card
          title={copy.home.runs}
          action={
            <a href="/runs" class="quiet">
              {copy.home.all}
            </a>
          }
          plain
        >
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
  const href = noticeHref(notice);
  return (
    <li class="list-item">
      <div class="stack-tight">
        <p class="row">
          {notice.level === 'warning' || notice.level === 'alert' ? (
            <Badge tone={notice.level === 'alert' ? 'bad' : 'warn'} icon="warn">
              {copy.home.attention}
            </Badge>
          ) : null}
          {href === undefined ? (
            <span class="list-title">{notice.title}</span>
          ) : (
            <a class="list-title notice-link" href={href}>
              {notice.title}
            </a>
          )}
        </p>
        <p class="list-meta">
          {notice.text === undefined ? null : <span>{notice.text}</span>}
          <Moment page={page} at={notice.at} ago />
        </p>
      </div>
      {page.actor !== undefined && may(page.actor, 'notice.dismiss') ? (
        <form method="post" action={`/notices/${notice.id}/dismiss`}>
          <Button small icon="check">
            {copy.home.dismiss}
          </Button>
        </form>
      ) : null}
    </li>
  );
}

/** Where a notice leads: only to a page of this host. */
function noticeHref(notice: NoticeView): string | undefined {
  if (notice.link !== undefined && safeNext(notice.link) !== '/') return safeNext(notice.link);
  return notice.runId === undefined ? undefined : `/runs/${notice.runId}`;
}
