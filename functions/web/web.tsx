// The pages for people, put together: one file per page. Who may open which, sizes, origins and headers are the composed app's
// (functions/shared/app.ts); errors become pages in error-page.tsx.
import { Hono } from 'hono';
import type { AppEnv } from '../shared/app-env.ts';
import { addAssetRoute } from './asset-route.ts';
import { addArtifactRoute } from './artifact-route.ts';
import { addAuditPage } from './pages/audit-page.tsx';
import { addDefinitionPages } from './pages/definitions-page.tsx';
import { addFormPage } from './pages/form-page.tsx';
import { addFormsPage } from './pages/forms-page.tsx';
import { addHomePage } from './pages/home-page.tsx';
import { addNoticeDismissal } from './pages/notice-dismissal.ts';
import { addInvitationPage } from './pages/invitation-page.tsx';
import { addReportPages } from './pages/reports-page.tsx';
import { addRunPage } from './pages/run-page.tsx';
import { addRunsPage } from './pages/runs-page.tsx';
import { addSchedulesPage } from './pages/schedules-page.tsx';
import { addSignInPage } from './pages/sign-in-page.tsx';
import { addTaskPage } from './pages/task-page.tsx';
import { addTasksPage } from './pages/tasks-page.tsx';
import type { WebDeps } from './web-deps.ts';

export function createWeb(deps: WebDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  addAssetRoute(app, deps.assets);
  addHomePage(app, deps);
  addFormsPage(app, deps);
  addFormPage(app, deps);
  addRunsPage(app, deps);
  addRunPage(app, deps);
  addSignInPage(app, deps);
  if (deps.invitations !== undefined) addInvitationPage(app, { ...deps, invitations: deps.invitations });
  addTasksPage(app, deps);
  addTaskPage(app, deps);
  addReportPages(app, deps);
  addSchedulesPage(app, deps);
  addDefinitionPages(app, deps);
  addAuditPage(app, deps);
  addNoticeDismissal(app, deps);
  addArtifactRoute(app, deps);
  return app;
}
