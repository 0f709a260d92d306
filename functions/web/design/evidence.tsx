// What a decision is based on: charts first, then model text marked as such, then the recorded facts.
import type { Child } from 'hono/jsx';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import type { PageContext } from '../page-context.ts';
import { drawn, Picture, type Pictures } from '../pictures.tsx';
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
  readonly pictures: Pictures;
}

export function Evidence({ page, evidence, steps, modelCalls, pictures }: EvidenceProps): Child {
  const { copy } = page;
  const done = steps.filter((step) => step.output !== undefined && step.state === 'completed');
  const charts = done.flatMap((step) => {
    const svg = drawn(() => (step.output === undefined ? undefined : pictures.chart(step.output, { lang: page.language })));
    return svg === undefined ? [] : [{ step, svg }];
  });
  const written = done.filter((step) => step.call !== undefined && MODEL_TASKS.has(step.call));
  const shown = new Set(written.map((step) => JSON.stringify(step.output)));
  return (
    <>
      {charts.map(({ step, svg }) => (
        <Card title={step.name}>
          <Picture svg={svg} label={step.name} />
        </Card>
      ))}
      {written.map((step) => (
        <ModelText page={page} output={step.output ?? null} standIn={modelCalls.some((call) => call.step === step.step && call.standIn)} />
      ))}
      <Card title={copy.tasks.evidence}>
        <DataView value={withoutShown(evidence, shown)} nothing={copy.runs.nothing} large={copy.runs.large} />
      </Card>
    </>
  );
}

/** Model text that stands above, marked, must not stand below a second time, unmarked. */
function withoutShown(evidence: Json, shown: ReadonlySet<string>): Json {
  if (!isJsonObject(evidence)) return evidence;
  return Object.fromEntries(Object.entries(evidence).filter(([, value]) => !shown.has(JSON.stringify(value))));
}
