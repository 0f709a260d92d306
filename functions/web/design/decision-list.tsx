// Who decided what, when and why.
import type { PageContext } from '../page-context.ts';
import type { DecisionView } from '../views.ts';
import { StateBadge } from './badge.tsx';
import { Moment } from './moment.tsx';

export function DecisionList({ page, decisions }: { page: PageContext; decisions: readonly DecisionView[] }) {
  return (
    <ul class="stack">
      {decisions.map((decision) => (
        <li class="stack-tight">
          <div class="row">
            <StateBadge state={decision.outcome} names={page.copy.tasks.outcomes} />
            <strong class="strong">{decision.byName}</strong>
            {decision.byRole === undefined ? null : <span class="muted small">{page.copy.roles[decision.byRole] ?? decision.byRole}</span>}
            <span class="muted small">
              <Moment page={page} at={decision.at} />
            </span>
          </div>
          {decision.reason === undefined ? null : <p>{decision.reason}</p>}
        </li>
      ))}
    </ul>
  );
}
