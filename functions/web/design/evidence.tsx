// What a decision is based on: charts first, then model text marked as such, then the recorded facts.
import type { Child } from 'hono/jsx';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import type { PageContext } from '../page-context.ts';
import type { WorkflowDocument } from '../../../workflows/definition/document.ts';
import { chartOf, ChartPicture } from '../pictures.tsx';
import { stepTitle } from '../step-title.ts';
import type { ModelCallView, StepView } from '../views.ts';
import { Card } from './card.tsx';
import { DataView } from './data-view.tsx';
import { ModelText } from './model-text.tsx';
import { MODEL_TASKS } from './step-timeline.tsx';

interface EvidenceProps {
  readonly page: PageContext;
  readonly evidence: Json;
  readonly steps: readonly StepView[];
  readonly modelCalls: readonly ModelCallView[];
  readonly document: WorkflowDocument | undefined;
}

export function Evidence({ page, evidence, steps, modelCalls, document }: EvidenceProps): Child {
  const { copy } = page;
  const done = steps.filter((step) => step.output !== undefined && step.state === 'completed');
  const charts = done.flatMap((step) => {
    const chart = chartOf(step, document, page.language);
    return chart === undefined ? [] : [{ title: stepTitle(document, step, page.language), chart }];
  });
  const written = done.filter((step) => step.call !== undefined && MODEL_TASKS.has(step.call));
  const shown = new Set(written.map((step) => JSON.stringify(step.output)));
  return (
    <>
      {charts.map(({ title, chart }) => (
        <Card title={title}>
          <ChartPicture chart={chart} label={title} />
        </Card>
      ))}
      {written.map((step) => (
        <ModelText page={page} output={step.output ?? null} standIn={modelCalls.some((call) => call.step === step.step && call.standIn)} />
      ))}
      <Card title={copy.tasks.evidence}>
        <DataView page={page} value={withoutShown(evidence, shown)} />
      </Card>
    </>
  );
}

/** Model text that stands above, marked, must not stand below a second time, unmarked. */
function withoutShown(evidence: Json, shown: ReadonlySet<string>): Json {
  if (!isJsonObject(evidence)) return evidence;
  return Object.fromEntries(Object.entries(evidence).filter(([, value]) => !shown.has(JSON.stringify(value))));
}
