// What a model wrote, marked as such wherever it is shown; text only, never markup, and said plainly when a stand-in wrote it.
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import type { PageContext } from '../page-context.ts';
import { durationText, numberText } from '../wording.ts';
import { Badge } from './badge.tsx';
import { DataView } from './data-view.tsx';

/** `output` of a model task: the answer, and beside it which model took how long. `standIn`: what the recorded call says. */
export function ModelText({ page, output, standIn }: { page: PageContext; output: Json; standIn: boolean }) {
  const { copy } = page;
  const whole = isJsonObject(output) ? output : {};
  const model = isJsonObject(whole.model) ? whole.model : {};
  const said = standIn || model.standIn === true || whole.standIn === true;
  return (
    <div class="ai">
      <div class="row">
        <Badge tone="ai" icon="spark">
          {said ? `${copy.model.mark} (${copy.model.standIn})` : copy.model.mark}
        </Badge>
        <span class="small muted">{said ? copy.model.standInNote : copy.model.note}</span>
      </div>
      <div class="ai-text">
        <DataView page={page} value={'answer' in whole ? whole.answer : output} />
      </div>
      <p class="small muted">{modelFacts(page, model)}</p>
    </div>
  );
}

function modelFacts(page: PageContext, model: Readonly<Record<string, Json>>): string {
  const { copy, language } = page;
  const { profile, promptTokens, completionTokens, latencyMilliseconds } = model;
  return [
    typeof profile === 'string' ? profile : undefined,
    typeof promptTokens === 'number' && typeof completionTokens === 'number'
      ? `${copy.runs.tokens} ${numberText(promptTokens, language)} + ${numberText(completionTokens, language)}`
      : undefined,
    typeof latencyMilliseconds === 'number' ? durationText(latencyMilliseconds, copy) : undefined,
  ]
    .filter((fact) => fact !== undefined)
    .join(' · ');
}
