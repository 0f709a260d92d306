// How a decision page looks: what is asked and until when, the evidence, then the answer at the bottom.
import type { Child } from 'hono/jsx';
import { StateBadge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Card, Facts } from '../design/card.tsx';
import { DecisionList } from '../design/decision-list.tsx';
import { Evidence } from '../design/evidence.tsx';
import { describedBy, Field } from '../design/field.tsx';
import { Icon } from '../design/icon.tsx';
import { InputView } from '../design/input-view.tsx';
import { Deadline, Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import type { FieldModel } from '../form/field-model.ts';
import { CONTROL, type FormState } from '../form/form-state.ts';
import { FormFields } from '../form/render-form.tsx';
import type { PageContext } from '../page-context.ts';
import type { DefinitionView, ModelCallView, StepView, TaskView } from '../views.ts';
import type { DecideResult } from '../web-deps.ts';
import { dateTimeText, rolesText, titleText } from '../wording.ts';

export interface TaskPageView {
  readonly task: TaskView;
  readonly definition: DefinitionView | undefined;
  readonly steps: readonly StepView[];
  readonly modelCalls: readonly ModelCallView[];
  readonly state: FormState;
  readonly fields: readonly FieldModel[];
  readonly decisionId: string;
  readonly mayDecide: boolean;
  readonly result?: DecideResult;
  readonly unavailable?: boolean;
}

const FORM_ID = 'decision-form';

export function TaskPage({ page, view }: { page: PageContext; view: TaskPageView }) {
  const { task } = view;
  const { copy } = page;
  const open = (task.state === 'open' || task.state === 'escalated') && view.result === undefined;
  const asks = open && view.mayDecide;
  return (
    <PageShell
      page={page}
      title={task.request.title}
      focus={asks}
      languageForm={asks ? FORM_ID : undefined}
      scripts={asks ? ['form', 'draft'] : []}
    >
      <div class="stack">
        <div class="page-head">
          <a class="crumb" href="/tasks">
            <Icon name="back" />
            {copy.nav.tasks}
          </a>
          <div class="row-apart">
            <h1>{task.request.title}</h1>
            {open ? <Deadline page={page} at={task.request.deadlineAt} /> : <StateBadge state={task.state} names={copy.tasks.states} />}
          </div>
          {task.request.question === undefined ? null : <p>{task.request.question}</p>}
        </div>
        <ResultBanner page={page} view={view} open={open} />
        <Card>
          <Facts facts={askedFacts(page, task)} />
        </Card>
        {task.decisions.length === 0 ? null : (
          <Card title={copy.runs.decision}>
            <DecisionList page={page} decisions={task.decisions} />
          </Card>
        )}
        <div class={asks ? 'columns columns-wide' : 'columns'}>
          <div class="stack">
            <Evidence
              page={page}
              evidence={task.request.evidence}
              input={task.input}
              steps={view.steps}
              modelCalls={view.modelCalls}
              document={view.definition?.document}
            />
            <Card title={copy.tasks.input}>
              <InputView page={page} definition={view.definition} input={task.input} />
            </Card>
          </div>
          {asks ? (
            <div class="beside">
              <DecisionForm page={page} view={view} />
            </div>
          ) : null}
        </div>
      </div>
    </PageShell>
  );
}

function askedFacts(page: PageContext, task: TaskView): readonly (readonly [string, Child])[] {
  const { copy } = page;
  return [
    [copy.runs.definition, <a href={`/runs/${task.runId}`}>{titleText(task.definition, page.language)}</a>],
    ...(task.lotNumber === undefined ? [] : [[copy.runs.lot, task.lotNumber] as const]),
    ...(task.requestedByName === undefined ? [] : [[copy.tasks.askedBy, task.requestedByName] as const]),
    [copy.tasks.opened, <Moment page={page} at={task.openedAt} />],
    [
      copy.tasks.deadline,
      task.request.deadlineAt === undefined ? copy.tasks.noDeadline : dateTimeText(task.request.deadlineAt, page.language, page.timeZone),
    ],
  ];
}

function ResultBanner({ page, view, open }: { page: PageContext; view: TaskPageView; open: boolean }): Child {
  const { copy } = page;
  const { result, task } = view;
  const runLink = (
    <ButtonLink href={`/runs/${task.runId}`} small>
      {copy.tasks.openRun}
    </ButtonLink>
  );
  if (view.unavailable === true) {
    return (
      <Banner tone="bad" title={copy.problem.unavailable.title}>
        <p>{copy.problem.unavailable.lead}</p>
      </Banner>
    );
  }
  if (result?.state === 'recorded') {
    return (
      <Banner tone="good" title={copy.tasks.recordedTitle}>
        <p>{copy.tasks.recordedLead}</p>
        {runLink}
      </Banner>
    );
  }
  if (result?.state === 'refused') {
    const first = result.first === undefined ? task.decisions.slice(0, 1) : [result.first];
    return (
      <Banner tone="warn" title={copy.tasks.lateTitle}>
        <p>{copy.tasks.lateLead}</p>
        <DecisionList page={page} decisions={first} />
        {runLink}
      </Banner>
    );
  }
  if (!open) {
    return (
      <Banner tone="info" title={task.state === 'decided' ? copy.tasks.decidedTitle : copy.tasks.closedTitle}>
        {runLink}
      </Banner>
    );
  }
  if (view.mayDecide) return null;
  return (
    <Banner tone="info" title={copy.tasks.notYours}>
      <p>{copy.tasks.notYoursLead(rolesText(task.request.roles, copy))}</p>
    </Banner>
  );
}

function DecisionForm({ page, view }: { page: PageContext; view: TaskPageView }) {
  const { copy } = page;
  const { task, state } = view;
  const reasonErrors = state.issues.filter((issue) => issue.path === '/reason').map(() => copy.tasks.reasonRequired);
  const parts = { id: 'reason', label: copy.tasks.reason, help: copy.tasks.reasonHelp, errors: reasonErrors };
  return (
    <form
      id={FORM_ID}
      class="form"
      method="post"
      action={`/tasks/${task.id}/decision`}
      novalidate
      data-draft={`${page.actor?.userId ?? ''}/tasks/${task.id}`}
    >
      <h2>{copy.tasks.decide}</h2>
      {task.request.quorum > 1 ? <p class="muted">{copy.tasks.quorum(task.request.quorum)}</p> : null}
      <input type="hidden" name={CONTROL.idempotencyKey} value={view.decisionId} />
      <FormFields fields={view.fields} state={state} />
      <Field {...parts}>
        <textarea
          class="input"
          id="reason"
          name="reason"
          rows={3}
          maxlength={2000}
          aria-describedby={describedBy(parts)}
          aria-invalid={reasonErrors.length > 0 ? 'true' : undefined}
        >
          {state.entries.get('reason')?.[0] ?? ''}
        </textarea>
      </Field>
      <div class="form-foot">
        {task.request.kind === 'form' ? (
          <Button kind="primary" wide name="outcome" value="submit">
            {copy.tasks.submit}
          </Button>
        ) : (
          <>
            <Button kind="danger" wide icon="cross" name="outcome" value="reject">
              {copy.tasks.reject}
            </Button>
            <Button kind="primary" wide icon="check" name="outcome" value="approve">
              {copy.tasks.approve}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
