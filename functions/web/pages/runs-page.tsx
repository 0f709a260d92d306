// The list of runs, newest first, found by lot and state.
import type { Hono } from 'hono';
import type { RunState } from '../../../workflows/definition/transition.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { StateBadge } from '../design/badge.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { Table } from '../design/table.tsx';
import { type PageContext, pageContext } from '../page-context.ts';
import { sendPage } from '../respond.ts';
import type { RunView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { titleText } from '../wording.ts';

const STATES: readonly RunState[] = ['accepted', 'running', 'waiting', 'completed', 'faulted', 'cancelled'];
const PAGE_SIZE = 50;

export function addRunsPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/runs', async (c) => {
    const state = STATES.find((one) => one === c.req.query('state'));
    const lot = c.req.query('lot')?.trim().slice(0, 200) || undefined;
    const runs = await deps.runs.list(actorOf(c), { state, lot, limit: PAGE_SIZE, before: c.req.query('before') });
    return sendPage(c, <RunsPage page={pageContext(c, deps)} runs={runs} state={state} lot={lot} />);
  });
}

function RunsPage({ page, runs, state, lot }: { page: PageContext; runs: readonly RunView[]; state?: RunState; lot?: string }) {
  const { copy } = page;
  const last = runs.at(-1);
  const older = new URLSearchParams({
    ...(state === undefined ? {} : { state }),
    ...(lot === undefined ? {} : { lot }),
    before: last?.id ?? '',
  });
  return (
    <PageShell page={page} title={copy.runs.title}>
      <div class="stack">
        <h1>{copy.runs.title}</h1>
        <form class="filter" method="get" action="/runs" role="search">
          <div class="field">
            <label class="small muted" for="lot">
              {copy.runs.lot}
            </label>
            <input class="input" id="lot" name="lot" value={lot} autocomplete="off" />
          </div>
          <div class="field">
            <label class="small muted" for="state">
              {copy.runs.state}
            </label>
            <select class="input" id="state" name="state">
              <option value="">{copy.runs.all}</option>
              {STATES.map((one) => (
                <option value={one} selected={one === state}>
                  {copy.runs.states[one]}
                </option>
              ))}
            </select>
          </div>
          <Button small>{copy.runs.filter}</Button>
        </form>
        <Card plain>
          {runs.length === 0 ? (
            <EmptyState icon="runs" title={copy.runs.none} lead={copy.runs.noneLead} />
          ) : (
            <RunTable page={page} runs={runs} />
          )}
        </Card>
        {runs.length < PAGE_SIZE ? null : <ButtonLink href={`/runs?${older.toString()}`}>{copy.runs.older}</ButtonLink>}
      </div>
    </PageShell>
  );
}

function RunTable({ page, runs }: { page: PageContext; runs: readonly RunView[] }) {
  const { copy } = page;
  return (
    <Table
      caption={copy.runs.title}
      rows={runs}
      columns={[
        { title: copy.runs.definition, cell: (run) => <a href={`/runs/${run.id}`}>{titleText(run.definition, page.language)}</a> },
        { title: copy.runs.state, cell: (run) => <StateBadge state={run.state} names={copy.runs.states} /> },
        { title: copy.runs.lot, cell: (run) => run.lotNumber ?? '–' },
        { title: copy.runs.by, cell: (run) => run.submittedByName ?? copy.runs.sources[run.source] ?? run.source },
        { title: copy.runs.started, cell: (run) => <Moment page={page} at={run.acceptedAt} /> },
      ]}
    />
  );
}
