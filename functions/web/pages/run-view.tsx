// How a run page looks. Everything it shows comes ready; the parts (steps, model use, evidence) have files of their own.
import type { Child } from 'hono/jsx';
import { StateBadge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { ButtonLink } from '../design/button.tsx';
import { Card, Facts } from '../design/card.tsx';
import { may } from '../../shared/permissions.ts';
import { Confirm } from '../design/confirm.tsx';
import { DecisionList } from '../design/decision-list.tsx';
import { Icon } from '../design/icon.tsx';
import { InputView } from '../design/input-view.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { StepTimeline } from '../design/step-timeline.tsx';
import type { PageContext } from '../page-context.ts';
import { FlowPicture } from '../pictures.tsx';
import type { DefinitionView, ModelCallView, ReportView, RunView, StepView, TaskView } from '../views.ts';
import { RerunForm } from './rerun-form.tsx';
import { durationText, numberText, titleText } from '../wording.ts';

export interface RunPageData {
  readonly run: RunView;
  readonly definition: DefinitionView | undefined;
  readonly steps: readonly StepView[];
  /** Undefined where the actor may not see them. */
  readonly modelCalls: readonly ModelCallView[] | undefined;
  readonly tasks: readonly TaskView[];
  readonly reports: readonly ReportView[];
  /** Number of the step that is unfolded. */
  readonly opened?: number;
}

const ENDED = new Set(['completed', 'faulted', 'cancelled']);
const REFRESH_SECONDS = 4;

export function RunPage({ page, data }: { page: PageContext; data: RunPageData }) {
  const { copy } = page;
  const { run } = data;
  const live = !ENDED.has(run.state);
  const title = titleText(run.definition, page.language);
  return (
    <PageShell
      page={page}
      title={`${title}${run.lotNumber === undefined ? '' : ` · ${run.lotNumber}`}`}
      scripts={live ? ['live'] : []}
      refreshSeconds={live ? REFRESH_SECONDS : undefined}
    >
      <div class="stack" id="live" data-live={live ? 'true' : undefined}>
        <div class="page-head">
          <a class="crumb" href="/runs">
            <Icon name="back" />
            {copy.nav.runs}
          </a>
          <div class="row-apart">
            <h1>{run.lotNumber === undefined ? title : `${title} · ${run.lotNumber}`}</h1>
            <StateBadge state={run.state} names={copy.runs.states} />
          </div>
          {live ? <p class="live">{copy.runs.live}</p> : null}
        </div>
        <RunBanners page={page} data={data} />
        <div class="columns columns-wide">
          <div class="stack">
            <FlowCard page={page} data={data} />
            <Card title={copy.runs.timeline}>
              <StepTimeline
                page={page}
                steps={data.steps}
                modelCalls={data.modelCalls ?? []}
                document={data.definition?.document}
                input={data.run.input}
                opened={data.opened}
              />
            </Card>
          </div>
          <RunAside page={page} data={data} />
        </div>
      </div>
    </PageShell>
  );
}

function RunBanners({ page, data }: { page: PageContext; data: RunPageData }): Child {
  const { copy } = page;
  const { run } = data;
  const open = data.tasks.filter((task) => task.state === 'open' || task.state === 'escalated');
  return (
    <>
      {run.state === 'accepted' ? (
        <Banner tone="good" title={copy.runs.acceptedTitle}>
          <p>{copy.runs.acceptedLead}</p>
        </Banner>
      ) : null}
      {run.error === undefined ? null : (
        <Banner tone="bad" title={copy.runs.faultTitle}>
          <p>{run.error.title ?? run.error.type}</p>
          {run.error.detail === undefined ? null : <p class="small">{run.error.detail}</p>}
          {run.error.instance === undefined ? null : <p class="small mono">{run.error.instance}</p>}
        </Banner>
      )}
      {open.map((task) => (
        <Banner tone="info" title={`${copy.runs.waitingFor}: ${task.request.title}`}>
          <ButtonLink href={`/tasks/${task.id}`} small>
            {copy.runs.openTask}
          </ButtonLink>
        </Banner>
      ))}
    </>
  );
}

function FlowCard({ page, data }: { page: PageContext; data: RunPageData }) {
  const { definition } = data;
  if (definition === undefined) return null;
  const states = Object.fromEntries(data.steps.map((step) => [step.path, step.state]));
  return (
    <Card title={page.copy.runs.flow}>
      <FlowPicture document={definition.document} language={page.language} states={states} label={page.copy.runs.flow} />
    </Card>
  );
}

function RunAside({ page, data }: { page: PageContext; data: RunPageData }) {
  const { copy } = page;
  const { run } = data;
  const took = run.endedAt === undefined ? undefined : new Date(run.endedAt).getTime() - new Date(run.acceptedAt).getTime();
  const facts: [string, Child][] = [
    ...(run.lotNumber === undefined ? [] : [[copy.runs.lot, run.lotNumber] as [string, Child]]),
    [copy.runs.by, run.submittedByName ?? copy.runs.sources[run.source] ?? run.source],
    [copy.runs.started, <Moment page={page} at={run.acceptedAt} />],
    ...(took === undefined ? [] : [[copy.runs.took, durationText(took, copy)] as [string, Child]]),
    [copy.runs.version, run.definition.version],
  ];
  const decisions = data.tasks.flatMap((task) => task.decisions);
  return (
    <div class="stack">
      {data.reports.length === 0 ? null : (
        <Card title={copy.runs.reports} plain>
          <ul class="list">
            {data.reports.map((report) => (
              <li>
                <a class="list-link" href={`/reports/${report.id}`}>
                  <span class="list-title">{report.title}</span>
                  <Icon name="reports" />
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card>
        <Facts facts={facts} />
      </Card>
      {decisions.length === 0 ? null : (
        <Card title={copy.runs.decision}>
          <DecisionList page={page} decisions={decisions} />
        </Card>
      )}
      <Card title={copy.runs.input}>
        <InputView page={page} definition={data.definition} input={run.input} />
      </Card>
      {data.modelCalls === undefined ? null : <ModelUse page={page} calls={data.modelCalls} />}
      {ENDED.has(run.state) || page.actor === undefined || !may(page.actor, 'run.cancel') ? null : (
        <Confirm
          id="cancel"
          action={`/runs/${run.id}/cancel`}
          icon="cross"
          label={copy.runs.cancel}
          lead={copy.runs.cancelLead}
          reasonLabel={copy.runs.cancelReason}
          doIt={copy.runs.cancelDo}
        />
      )}
      {ENDED.has(run.state) ? <RerunForm page={page} run={run} steps={data.steps} definition={data.definition} /> : null}
    </div>
  );
}

function ModelUse({ page, calls }: { page: PageContext; calls: readonly ModelCallView[] }) {
  const { copy, language } = page;
  const sum = (read: (call: ModelCallView) => number | undefined) => calls.reduce((total, call) => total + (read(call) ?? 0), 0);
  const priced = calls.flatMap((call) => (call.costs === undefined ? [] : [call.costs]));
  return (
    <Card title={copy.runs.model}>
      {calls.length === 0 ? (
        <p class="muted">{copy.runs.noModel}</p>
      ) : (
        <>
          <Facts
            facts={[
              [copy.runs.calls, numberText(calls.length, language)],
              [
                copy.runs.tokensIn,
                numberText(
                  sum((call) => call.promptTokens),
                  language,
                ),
              ],
              [
                copy.runs.tokensOut,
                numberText(
                  sum((call) => call.completionTokens),
                  language,
                ),
              ],
              ...(priced.length === 0 ? [] : [[copy.runs.cost, costText(priced, language)] as [string, Child]]),
            ]}
          />
          {calls.some((call) => call.standIn) ? <p class="small muted">{copy.model.standInNote}</p> : null}
        </>
      )}
    </Card>
  );
}

/** Sums by currency; amounts in different ones are not added. */
function costText(costs: readonly { readonly amount: number; readonly currency: string }[], language: PageContext['language']): string {
  const sums = new Map<string, number>();
  for (const { amount, currency } of costs) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums].map(([currency, amount]) => `${numberText(amount, language)} ${currency}`).join(', ');
}
