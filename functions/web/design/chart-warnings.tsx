// What a chart's reader must know of its limits: the warnings of the calculation, in the reader's language where we have words.
import type { Child } from 'hono/jsx';
import { isJsonObject, type Json } from '../../../workflows/definition/json.ts';
import type { PageContext } from '../page-context.ts';
import { Icon } from './icon.tsx';

export function ChartWarnings({ page, output }: { page: PageContext; output: Json | undefined }): Child {
  const given = isJsonObject(output) && Array.isArray(output.warnings) ? (output.warnings as readonly Json[]) : [];
  const warnings = given.filter(isJsonObject);
  if (warnings.length === 0) return null;
  return (
    <ul class="stack-tight">
      {warnings.map((warning) => (
        <li class="field-warn">
          <Icon name="warn" />
          <span>{warningText(page, warning)}</span>
        </li>
      ))}
    </ul>
  );
}

function warningText(page: PageContext, warning: Readonly<Record<string, Json>>): string {
  const message = typeof warning.message === 'string' ? warning.message : '';
  // The calculation says it in English, with its figures; a code with words of ours is said in the reader's language.
  if (page.language === 'ko' && warning.code === 'few-points') return page.copy.charts.fewPoints(/\d+/.exec(message)?.[0] ?? '');
  return message;
}
