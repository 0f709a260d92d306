// The steps of a run in order of start, each unfolding to its input, output and picture. Model text is marked as such.
import type { Child } from 'hono/jsx';
import type { PageContext } from '../page-context.ts';
import { drawn, Picture, type Pictures } from '../pictures.tsx';
import type { ModelCallView, StepView } from '../views.ts';
import { durationText } from '../wording.ts';
import { Badge, stateLook, StateBadge } from './badge.tsx';
import { DataView } from './data-view.tsx';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icon.tsx';
import { ModelText } from './model-text.tsx';
import { Moment } from './moment.tsx';

interface TimelineProps {
  readonly page: PageContext;
  readonly steps: readonly StepView[];
  readonly modelCalls: readonly ModelCallView[];
  readonly pictures: Pictures;
}

/** Catalog tasks whose output a model wrote. */
export const MODEL_TASKS = new Set(['judge', 'agent', 'answer']);

export function StepTimeline(props: TimelineProps) {
  const { page, steps } = props;
  if (steps.length === 0) return <EmptyState icon="clock" title={page.copy.runs.noSteps} lead="" />;
  return (
    <ol class="timeline">
      {steps.map((step) => (
        <Step {...props} step={step} />
      ))}
    </ol>
  );
}

function Step({ page, step, modelCalls, pictures }: TimelineProps & { step: StepView }) {
  const { copy } = page;
  const [tone, icon] = stateLook(step.state);
  const took = step.endedAt === undefined ? undefined : new Date(step.endedAt).getTime() - new Date(step.startedAt).getTime();
  const calls = modelCalls.filter((call) => call.step === step.step);
  const model = step.call !== undefined && MODEL_TASKS.has(step.call);
  return (
    <li>
      <span class={tone === 'plain' ? 'dot' : `dot dot-${tone}`}>
        <Icon name={icon} />
      </span>
      <details class="fold" id={`step-${step.step}`}>
        <summary>
          <span class="strong">{step.name}</span>
          <StateBadge state={step.state} names={copy.runs.states} />
          {model ? <Badge tone="ai" icon="spark">{copy.model.mark}</Badge> : null}
          {step.attempts > 1 ? <Badge tone="warn">{copy.runs.attempts(step.attempts)}</Badge> : null}
          <span class="muted small">
            {step.call ?? step.kind}
            {took === undefined ? '' : ` · ${durationText(took, copy)}`}
          </span>
        </summary>
        <div class="fold-body">
          <p class="muted small">
            <Moment page={page} at={step.startedAt} /> · <span class="mono">{step.path}</span>
          </p>
          <StepPicture page={page} step={step} pictures={pictures} />
          {step.error === undefined ? null : (
            <Section title={copy.runs.error}>
              <DataView value={{ ...step.error }} nothing={copy.runs.nothing} large={copy.runs.large} />
            </Section>
          )}
          <Section title={copy.runs.input}>
            <DataView value={step.input} nothing={copy.runs.nothing} large={copy.runs.large} />
          </Section>
          <Section title={copy.runs.output}>
            {model && step.output !== undefined ? (
              <ModelText page={page} output={step.output} standIn={calls.some((call) => call.standIn)} />
            ) : (
              <DataView value={step.output} nothing={copy.runs.nothing} large={copy.runs.large} />
            )}
          </Section>
        </div>
      </details>
    </li>
  );
}

function StepPicture({ page, step, pictures }: { page: PageContext; step: StepView; pictures: Pictures }): Child {
  const { output } = step;
  if (output === undefined) return null;
  const svg = drawn(() => pictures.chart(output, { lang: page.language }));
  return svg === undefined ? null : <Picture svg={svg} label={step.name} />;
}

function Section({ title, children }: { title: string; children: Child }) {
  return (
    <section class="stack-tight">
      <h3 class="small muted">{title}</h3>
      {children}
    </section>
  );
}
