// Accepting an invitation: the link's token is the right, so the page is public. What was typed comes back with every fault; the password does not.
import type { Context, Hono } from 'hono';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { AppEnv } from '../../shared/app-env.ts';
import { acceptSchema, type Invitation, type Invitations } from '../../shared/invitations.ts';
import { INVITATION_COPY } from '../copy/invitation.ts';
import { Banner } from '../design/banner.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { describedBy, Field } from '../design/field.tsx';
import { Brand, Document, LanguageSwitch } from '../design/page-shell.tsx';
import { firstText, postedForm } from '../form/form-entries.ts';
import { type PageContext, pageContext } from '../page-context.ts';
import { readFormData } from '../read-form-data.ts';
import { sendPage } from '../respond.ts';
import type { WebDeps } from '../web-deps.ts';

type FieldName = 'name' | 'username' | 'password';
interface InvitationState {
  readonly invitation?: Invitation;
  readonly values: { readonly name: string; readonly username: string };
  readonly faults: Partial<Record<FieldName, string>>;
  readonly done?: boolean;
}

export function addInvitationPage(app: Hono<AppEnv>, deps: WebDeps & { readonly invitations: Pick<Invitations, 'find' | 'accept'> }): void {
  const send = (c: Context<AppEnv>, state: InvitationState, status: 200 | 404 | 409 | 422 = 200) =>
    sendPage(c, <InvitationPage page={pageContext(c, deps)} state={state} />, status);
  const empty = { values: { name: '', username: '' }, faults: {} } as const;

  app.get('/sign-in/invitation/:token', async (c) => {
    const invitation = await deps.invitations.find(c.req.param('token'));
    return invitation === undefined ? send(c, empty, 404) : send(c, { ...empty, invitation });
  });
  app.post('/sign-in/invitation/:token', async (c) => {
    const token = c.req.param('token');
    const invitation = await deps.invitations.find(token);
    if (invitation === undefined) return send(c, empty, 404);
    const { entries } = postedForm(await readFormData(c.req));
    const given = {
      name: firstText(entries, 'name') ?? '',
      username: (firstText(entries, 'username') ?? '').trim(),
      password: firstText(entries, 'password') ?? '',
    };
    const values = { name: given.name, username: given.username };
    const copy = INVITATION_COPY[pageContext(c, deps).language].faults;
    const checked = acceptSchema.safeParse(given);
    if (!checked.success) {
      const names = checked.error.issues
        .map((issue) => issue.path[0])
        .filter((name): name is FieldName => name === 'name' || name === 'username' || name === 'password');
      return send(c, { invitation, values, faults: Object.fromEntries(names.map((name) => [name, copy[name]])) }, 422);
    }
    try {
      await deps.invitations.accept({ token, ...checked.data });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'conflict') return send(c, { invitation, values, faults: { username: copy.taken } }, 409);
      if (error.code === 'not-found') return send(c, empty, 404);
      throw error;
    }
    return send(c, { invitation, values, faults: {}, done: true });
  });
}

function InvitationPage({ page, state }: { page: PageContext; state: InvitationState }) {
  const copy = INVITATION_COPY[page.language];
  const { invitation } = state;
  const roles = invitation?.roles.map((role) => page.copy.roles[role] ?? role).join(', ') ?? '';
  return (
    <Document page={page} title={copy.title}>
      <main id="main" class="sign-in">
        <div>
          <div class="row-apart">
            <Brand copy={page.copy} />
            <LanguageSwitch page={page} />
          </div>
          <h1>{copy.title}</h1>
          {invitation === undefined ? (
            <Banner tone="bad" title={copy.gone}>
              <p>{copy.goneLead}</p>
            </Banner>
          ) : state.done === true ? (
            <Banner tone="good" title={copy.done}>
              <ButtonLink href="/sign-in">{copy.toSignIn}</ButtonLink>
            </Banner>
          ) : (
            <>
              <p class="muted">{copy.lead(invitation.tenantName, roles)}</p>
              <InvitationForm page={page} state={state} email={invitation.email} />
            </>
          )}
        </div>
      </main>
    </Document>
  );
}

function InvitationForm({ page, state, email }: { page: PageContext; state: InvitationState; email: string }) {
  const copy = INVITATION_COPY[page.language];
  const errors = (name: FieldName): readonly string[] => (state.faults[name] === undefined ? [] : [state.faults[name]]);
  const control = (name: FieldName, help?: string) => ({
    class: 'input',
    id: name,
    name,
    required: true,
    'aria-describedby': describedBy({ id: name, help, errors: errors(name) }),
    'aria-invalid': errors(name).length > 0 ? ('true' as const) : undefined,
  });
  return (
    <Card>
      <form class="stack" method="post" action={page.path}>
        <p>
          <span class="muted">{copy.email}</span> {email}
        </p>
        <Field id="name" label={copy.name} errors={errors('name')}>
          <input {...control('name')} value={state.values.name} autocomplete="name" />
        </Field>
        <Field id="username" label={copy.username} help={copy.usernameHelp} errors={errors('username')}>
          <input {...control('username', copy.usernameHelp)} value={state.values.username} autocomplete="username" autocapitalize="off" />
        </Field>
        <Field id="password" label={copy.password} help={copy.passwordHelp} errors={errors('password')}>
          <input {...control('password', copy.passwordHelp)} type="password" autocomplete="new-password" />
        </Field>
        <Button kind="primary" wide>
          {copy.submit}
        </Button>
      </form>
    </Card>
  );
}
