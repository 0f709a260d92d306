// The steps of a run in order of start, each unfolding to its input, output and picture. Model text is marked as such.
import type { Child } from 'hono/jsx';
import type { PageContext } from '../page-context.ts';
import type { WorkflowDocument } from '../../../workflows/definition/document.ts';
import type { Json } from '../../../workflows/definition/json.ts';
import { chartOf, ChartPicture } from '../pictures.tsx';
import { stepTitle } from '../step-title.ts';
import type { ModelCallView, StepView } from '../views.ts';
import { durationText } from '../wording.ts';
import { Badge, stateLook, StateBadge } from './badge.tsx';
import { ChartWarnings } from './chart-warnings.tsx';
import { DataView } from './data-view.tsx';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icon.tsx';
import { ModelText } from './model-text.tsx';
import { Moment } from './moment.tsx';

interface TimelineProps {
  readonly page: PageContext;
  readonly steps: readonly StepView[];
  readonly modelCalls: readonly ModelCallView[];
  readonly document: WorkflowDocument | undefined;
  /** Of the run. */
  readonly input: Json | undefined;
  /** Number of the step that is unfolded. */
  readonly opened?: number;
}

/** Catalog tasks whose output a model wrote. */
export const MODEL_TASKS = new Set(['judge', 'agent', 'answer']);

/** Above so many steps only the opened one and those that are not done carry their data: a page of a few hundred stays light. */
const MANY_STEPS = 60;

export function StepTimeline(props: TimelineProps) {
  const { page, steps } = props;
  if (steps.length === 0) return <EmptyState icon="clock" title={page.copy.runs.noSteps} lead="" />;
  const whole = (step: StepView) => steps.length <= MANY_STEPS || step.step === props.opened || !QUIET.has(step.state);
  return (
    <ol class="timeline">
      {steps.map((step) => (
        <Step {...props} step={step} whole={whole(step)} />
      ))}
    </ol>
  );
}

/** States of a step that nobody has to look at. */
const QUIET: ReadonlySet<string> = new Set(['completed', 'skipped', 'cancelled']);

function Step(props: TimelineProps & { step: StepView; whole: boolean }) {
  const { step, whole, opened } = props;
  const [tone, icon] = stateLook(step.state);
  return (
    <li>
      <span class={tone === 'plain' ? 'dot' : `dot dot-${tone}`}>
        <Icon name={icon} />
      </span>
      {whole ? (
        <details class="fold" id={`step-${step.step}`} open={step.step === opened}>
          <summary>
            <StepHead {...props} />
          </summary>
          <StepBody {...props} />
        </details>
      ) : (
        <a class="fold-link" id={`step-${step.step}`} href={`?step=${step.step}#step-${step.step}`}>
          <StepHead {...props} />
        </a>
      )}
    </li>
  );
}

function StepHead({ page, step, document }: TimelineProps & { step: StepView }) {
  const { copy } = page;
  const took = step.endedAt === undefined ? undefined : new Date(step.endedAt).getTime() - new Date(step.startedAt).getTime();
  return (
    <>
      <span class="strong">{stepTitle(document, step, page.language)}</span>
      <StateBadge state={step.state} names={copy.runs.states} />
      {isModelStep(step) ? (
        <Badge tone="ai" icon="spark">
          {copy.model.mark}
        </Badge>
      ) : null}
      {step.attempts > 1 ? <Badge tone="warn">{copy.runs.attempts(step.attempts)}</Badge> : null}
      <span class="muted small">
        {step.call ?? step.kind}
        {took === undefined ? '' : ` · ${durationText(took, copy)}`}
      </span>
    </>
  );
}

function StepBody({ page, step, modelCalls, document, input }: TimelineProps & { step: StepView }) {
  const { copy } = page;
  return (
    <div class="fold-body">
      <p class="muted small">
        <Moment page={page} at={step.startedAt} /> · <span class="mono">{step.path}</span>
      </p>
      <StepPicture page={page} step={step} document={document} input={input} />
      {step.error === undefined ? null : (
        <Section title={copy.runs.error}>
          <DataView page={page} value={{ ...step.error }} />
        </Section>
      )}
      <Section title={copy.runs.input}>
        <DataView page={page} value={step.input} />
      </Section>
      <Section title={copy.runs.output}>
        {isModelStep(step) && step.output !== undefined ? (
          <ModelText page={page} output={step.output} standIn={modelCalls.some((call) => call.step === step.step && call.standIn)} />
        ) : (
          <DataView page={page} value={step.output} />
        )}
      </Section>
    </div>
  );
}

function isModelStep(step: StepView): boolean {
  return step.call !== undefined && MODEL_TASKS.has(step.call);
}

function StepPicture({ page, step, document, input }: Pick<TimelineProps, 'page' | 'document' | 'input'> & { step: StepView }): Child {
  const chart = chartOf(step, document, page.language, input);
  if (chart === undefined) return null;
  return (
    <>
      <ChartPicture chart={chart} label={stepTitle(document, step, page.language)} />
      <ChartWarnings page={page} output={step.output} />
    </>
  );
}

function Section({ title, children }: { title: string; children: Child }) {
  return (
    <section class="stack-tight">
      <h3 class="small muted">{title}</h3>
      {children}
    </section>
  );
}
