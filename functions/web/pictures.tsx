// The drawn pictures on pages: the flow of a definition and the control chart of a step's result. One place that knows who draws them;
// a picture that cannot be made is left out rather than failing its page.
import { raw } from 'hono/html';
import { isJsonObject, type Json, type JsonObject } from '../../workflows/definition/json.ts';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import { graphSvg } from '../../workflows/definition/graph-svg.ts';
import { flowGraph } from '../../workflows/definition/graph.ts';
import type { ControlChartResult } from '../../workflows/quality/control-chart.ts';
import { controlChartSvg } from '../../workflows/report/svg/control-chart.ts';
import type { Language } from './copy/copy.ts';
import { formModel } from './form/form-model.ts';
import { stepTitle } from './step-title.ts';
import type { StepView } from './views.ts';

/** The same chart for a wide screen and for a phone: scaled text would be unreadable. */
const WIDTHS = { wide: 720, narrow: 330 } as const;

/** SVG texts of a control-chart step's output; undefined for any other step. */
export function chartOf(
  step: StepView,
  document: WorkflowDocument | undefined,
  language: Language,
  /** Of the run. */
  input: Json | undefined,
): { readonly wide: string; readonly narrow: string } | undefined {
  const { output } = step;
  if (step.call !== 'control-chart' || !isJsonObject(output) || !Array.isArray(output.signals)) return undefined;
  const given = isJsonObject(step.input) ? step.input : {};
  const options = {
    lang: language,
    title: stepTitle(document, step, language),
    ...(typeof given.chart === 'string' ? { chart: given.chart } : {}),
    ...specificationOf(document, language, given, input),
  };
  const draw = (width: number) => drawn(() => controlChartSvg(output as unknown as ControlChartResult, { ...options, width }));
  const [wide, narrow] = [draw(WIDTHS.wide), draw(WIDTHS.narrow)];
  return wide === undefined || narrow === undefined ? undefined : { wide, narrow };
}

/**
 * Unit and limits of the field whose readings were charted. Only where single readings are drawn: limits of single parts say nothing of
 * averages or counts.
 */
function specificationOf(document: WorkflowDocument | undefined, language: Language, given: JsonObject, input: Json | undefined) {
  if (given.chart !== 'i-mr' || !isJsonObject(input)) return {};
  const charted = JSON.stringify(given.data);
  const field = formModel(document?.input?.schema?.document, document?.document.metadata?.aix?.ui, language).find(
    (one) => one.widget === 'samples' && one.key in input && JSON.stringify(input[one.key]) === charted,
  );
  return field === undefined ? {} : { unit: field.unit, spec: { lsl: field.lsl, usl: field.usl, target: field.nominal } };
}

function drawn(draw: () => string): string | undefined {
  try {
    return draw();
  } catch {
    return undefined;
  }
}

/** `chart` is drawn by our own code, which escapes the texts that it places. */
export function ChartPicture({ chart, label }: { chart: { readonly wide: string; readonly narrow: string }; label: string }) {
  return (
    <figure class="picture" aria-label={label}>
      <div class="picture-wide">{raw(chart.wide)}</div>
      <div class="picture-narrow">{raw(chart.narrow)}</div>
    </figure>
  );
}

export type StepStates = Readonly<Record<string, string>>;

/** The flow of a definition; `states` by task path colours it. */
export function FlowPicture({
  document,
  language,
  states,
  label,
}: {
  document: WorkflowDocument;
  language: Language;
  states?: StepStates;
  label: string;
}) {
  const svg = drawn(() => graphSvg(flowGraph(document), { lang: language, states, name: label, withoutStyle: true }));
  return svg === undefined ? null : <figure class="picture">{raw(svg)}</figure>;
}
