// What a decision is based on: charts first, then model text marked as such, then the recorded facts that are not shown already.
import type { Child } from 'hono/jsx';
import type { WorkflowDocument } from '../../../workflows/definition/document.ts';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import type { PageContext } from '../page-context.ts';
import { chartOf, ChartPicture } from '../pictures.tsx';
import { stepTitle } from '../step-title.ts';
import type { ModelCallView, StepView } from '../views.ts';
import { Card } from './card.tsx';
import { ChartWarnings } from './chart-warnings.tsx';
import { DataView } from './data-view.tsx';
import { ModelText } from './model-text.tsx';
import { MODEL_TASKS } from './step-timeline.tsx';

interface EvidenceProps {
  readonly page: PageContext;
  readonly evidence: Json;
  /** What was entered: shown on a card of its own. */
  readonly input: Json | undefined;
  readonly steps: readonly StepView[];
  readonly modelCalls: readonly ModelCallView[];
  readonly document: WorkflowDocument | undefined;
}

export function Evidence({ page, evidence, input, steps, modelCalls, document }: EvidenceProps): Child {
  const done = steps.filter((step) => step.output !== undefined && step.state === 'completed');
  const charts = done.flatMap((step) => {
    const chart = chartOf(step, document, page.language, input);
    return chart === undefined ? [] : [{ step, title: stepTitle(document, step, page.language), chart }];
  });
  const written = done.filter((step) => step.call !== undefined && MODEL_TASKS.has(step.call));
  const shown = [
    ...charts.map(({ step }) => step.output),
    ...written.map((step) => step.output),
    input,
    ...(isJsonObject(input) ? Object.values(input) : []),
  ];
  const rest = withoutShown(evidence, new Set(shown.map((value) => JSON.stringify(value))));
  return (
    <>
      {charts.map(({ step, title, chart }) => (
        <Card title={title}>
          <ChartPicture chart={chart} label={title} />
          <ChartWarnings page={page} output={step.output} />
        </Card>
      ))}
      {written.map((step) => (
        <ModelText page={page} output={step.output ?? null} standIn={modelCalls.some((call) => call.step === step.step && call.standIn)} />
      ))}
      {isJsonObject(rest) && Object.keys(rest).length === 0 ? null : (
        <Card title={page.copy.tasks.evidence}>
          <DataView page={page} value={rest} />
        </Card>
      )}
    </>
  );
}

/** Model text that stands above, marked, must not stand below a second time, unmarked; the same for charts and for what was entered. */
function withoutShown(evidence: Json, shown: ReadonlySet<string | undefined>): Json {
  if (!isJsonObject(evidence)) return evidence;
  return Object.fromEntries(
    Object.entries(evidence).filter(([, value]) => typeof value !== 'object' || value === null || !shown.has(JSON.stringify(value))),
  );
}
