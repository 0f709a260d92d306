// What a model wrote, marked as such wherever it is shown; text only, never markup, and said plainly when a stand-in wrote it.
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import type { PageContext } from '../page-context.ts';
import { Badge } from './badge.tsx';
import { DataView } from './data-view.tsx';

export function ModelText({ page, output, standIn }: { page: PageContext; output: Json; standIn: boolean }) {
  const { copy } = page;
  const said = standIn || (isJsonObject(output) && output.standIn === true);
  return (
    <div class="ai">
      <div class="row">
        <Badge tone="ai" icon="spark">
          {said ? `${copy.model.mark} (${copy.model.standIn})` : copy.model.mark}
        </Badge>
        <span class="small muted">{said ? copy.model.standInNote : copy.model.note}</span>
      </div>
      <div class="ai-text">
        <DataView page={page} value={output} />
      </div>
    </div>
  );
}
