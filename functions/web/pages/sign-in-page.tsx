// Sign-in and sign-out by plain forms. The answer to a wrong name and to a wrong password is the same. Passwords are never drawn back.
import type { Context, Hono } from 'hono';
import type { AppEnv } from '../../shared/app-env.ts';
import { safeNext } from '../../shared/public-paths.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Field } from '../design/field.tsx';
import { Brand, Document, LanguageSwitch } from '../design/page-shell.tsx';
import { firstText, postedForm } from '../form/form-entries.ts';
import { type PageContext, pageContext } from '../page-context.ts';
import { readFormData } from '../read-form-data.ts';
import { sendPage } from '../respond.ts';
import type { DemoUser, WebDeps } from '../web-deps.ts';

interface SignInState {
  readonly user: string;
  readonly next: string;
  readonly problem?: 'failed' | 'locked' | 'empty';
}

export function addSignInPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/sign-in', (c) =>
    sendPage(
      c,
      <SignInPage page={pageContext(c, deps)} state={{ user: '', next: safeNext(c.req.query('next')) }} demoUsers={deps.demoUsers} />,
    ),
  );
  app.post('/sign-in', async (c) => {
    const { entries } = postedForm(await readFormData(c.req));
    const user = (firstText(entries, 'user') ?? '').trim();
    const password = firstText(entries, 'password') ?? '';
    const next = safeNext(firstText(entries, 'next'));
    if (user === '' || password === '') return refuse(c, deps, { user, next, problem: 'empty' }, 422);
    const result = await deps.signIn(c.req.raw, { user, password });
    if (!result.ok) {
      if (result.retryAfterSeconds !== undefined) c.header('retry-after', String(result.retryAfterSeconds));
      return refuse(
        c,
        deps,
        { user, next, problem: result.reason === 'locked' ? 'locked' : 'failed' },
        result.reason === 'locked' ? 429 : 401,
      );
    }
    for (const cookie of result.cookies) c.header('set-cookie', cookie, { append: true });
    return c.redirect(next, 303);
  });
  app.post('/sign-out', async (c) => {
    for (const cookie of await deps.signOut(c.req.raw)) c.header('set-cookie', cookie, { append: true });
    return c.redirect('/sign-in', 303);
  });
}

function refuse(c: Context<AppEnv>, deps: WebDeps, state: SignInState, status: 401 | 422 | 429) {
  return sendPage(c, <SignInPage page={pageContext(c, deps)} state={state} demoUsers={deps.demoUsers} />, status);
}

function SignInPage({ page, state, demoUsers }: { page: PageContext; state: SignInState; demoUsers?: readonly DemoUser[] }) {
  const copy = page.copy.signIn;
  return (
    <Document page={page} title={copy.title}>
      <main id="main" class="sign-in">
        <div>
          <div class="row-apart">
            <Brand copy={page.copy} />
            <LanguageSwitch page={page} />
          </div>
          <div class="stack-tight">
            <h1>{copy.title}</h1>
            <p class="muted">{copy.lead}</p>
          </div>
          {state.problem === undefined ? null : <Banner tone="bad" title={copy[state.problem]} />}
          <Card>
            <form class="stack" method="post" action="/sign-in">
              <input type="hidden" name="next" value={state.next} />
              <Field id="user" label={copy.user} errors={[]}>
                <input
                  class="input"
                  id="user"
                  name="user"
                  value={state.user}
                  autocomplete="username"
                  autocapitalize="off"
                  required
                  autofocus={state.user === ''}
                />
              </Field>
              <Field id="password" label={copy.password} errors={[]}>
                <input
                  class="input"
                  id="password"
                  name="password"
                  type="password"
                  autocomplete="current-password"
                  required
                  autofocus={state.user !== ''}
                />
              </Field>
              <Button kind="primary" wide>
                {copy.submit}
              </Button>
            </form>
          </Card>
          {demoUsers === undefined || demoUsers.length === 0 ? (
            <p class="muted small">{copy.help}</p>
          ) : (
            <DemoUsers page={page} users={demoUsers} next={state.next} />
          )}
        </div>
      </main>
    </Document>
  );
}

function DemoUsers({ page, users, next }: { page: PageContext; users: readonly DemoUser[]; next: string }) {
  const copy = page.copy.signIn;
  return (
    <Card title={copy.demo}>
      <p class="muted small">{copy.demoNote}</p>
      <ul class="stack-tight">
        {users.map((user) => (
          <li>
            <form method="post" action="/sign-in">
              <input type="hidden" name="next" value={next} />
              <input type="hidden" name="user" value={user.user} />
              <input type="hidden" name="password" value={user.password} />
              <button class="button demo-user" type="submit" aria-label={copy.demoUse(user.name)}>
                <span>
                  <span class="strong">{user.name}</span> <span class="muted small">{page.copy.roles[user.role] ?? user.role}</span>
                </span>
                <code>{`${user.user} / ${user.password}`}</code>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
