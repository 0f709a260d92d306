// What waits for the actor, nearest deadline first.
import type { Hono } from 'hono';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { pageContext } from '../page-context.ts';
import { sendPage } from '../respond.ts';
import type { WebDeps } from '../web-deps.ts';
import { TaskList } from './home-page.tsx';

export function addTasksPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/tasks', async (c) => {
    const tasks = await deps.tasks.listOpen(actorOf(c), 100);
    const page = { ...pageContext(c, deps), waiting: tasks.length };
    const { copy } = page;
    return sendPage(
      c,
      <PageShell page={page} title={copy.tasks.title}>
        <div class="stack">
          <h1>{copy.tasks.title}</h1>
          <Card plain>
            {tasks.length === 0 ? (
              <EmptyState icon="check" title={copy.tasks.none} lead={copy.tasks.noneLead} />
            ) : (
              <TaskList page={page} tasks={tasks} />
            )}
          </Card>
        </div>
      </PageShell>,
    );
  });
}
