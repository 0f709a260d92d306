// An error as a page in words: what happened and what to do. For a form that could not be taken, everything typed is carried in the page
// and sent again by one button, so that a database that is down for a minute costs nobody their entries.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppError } from '../../workflows/definition/errors.ts';
import type { AppEnv } from '../shared/app-env.ts';
import type { Copy } from './copy/copy.ts';
import { Banner } from './design/banner.tsx';
import { Button, ButtonLink } from './design/button.tsx';
import { PageShell } from './design/page-shell.tsx';
import { type PageContext, pageContext } from './page-context.ts';
import { sendPage } from './respond.ts';
import type { WebDeps } from './web-deps.ts';

type ProblemKey = Exclude<keyof Copy['problem'], 'retry' | 'home' | 'requestId' | 'kept' | 'keptHere'>;

const KEPT_CHARACTERS = 500_000;

/** For `composeApp({ errorPage })`. */
export function createErrorPage(deps: Pick<WebDeps, 'assets' | 'now' | 'timeZone'>) {
  return async (c: Context<AppEnv>, error: AppError | undefined, status: number): Promise<Response> => {
    const page = pageContext(c, deps);
    const key = problemKey(error, status);
    if (key === 'unavailable') c.header('retry-after', '10');
    const wait = error?.context.retryAfterSeconds;
    if (typeof wait === 'number') c.header('retry-after', String(wait));
    const kept = key === 'unavailable' && c.req.method === 'POST' ? await postedText(c) : [];
    return sendPage(
      c,
      <ErrorPage
        page={page}
        problem={key}
        detail={key === 'forbidden' ? roleDetail(error) : undefined}
        requestId={c.get('requestId')}
        kept={kept}
      />,
      status as ContentfulStatusCode,
    );
  };
}

function problemKey(error: AppError | undefined, status: number): ProblemKey {
  if (error?.code === 'forbidden') return error.message.includes('another site') ? 'cross-site' : 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 429) return 'too-many-requests';
  if (status === 503) return 'unavailable';
  return status >= 500 ? 'internal' : 'bad-request';
}

/** The form page says which roles may start a form; that sentence is already in the reader's language. */
function roleDetail(error: AppError | undefined): string | undefined {
  return Array.isArray(error?.context.roles) ? error.message : undefined;
}

/** Text controls only; a password is never carried. */
async function postedText(c: Context<AppEnv>): Promise<readonly (readonly [string, string])[]> {
  if (new URL(c.req.url).pathname.startsWith('/sign-in')) return [];
  // With an actor the guard has measured the body; before that an undeclared or large one is not read here.
  const declared = Number(c.req.header('content-length') ?? Number.NaN);
  if (c.get('actor') === undefined && !(declared <= KEPT_CHARACTERS)) return [];
  try {
    const entries = [...(await c.req.formData())].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return entries.reduce((size, [name, value]) => size + name.length + value.length, 0) > KEPT_CHARACTERS ? [] : entries;
  } catch {
    return [];
  }
}

interface ErrorPageProps {
  readonly page: PageContext;
  readonly problem: ProblemKey;
  readonly detail?: string;
  readonly requestId?: string;
  readonly kept: readonly (readonly [string, string])[];
}

function ErrorPage({ page, problem, detail, requestId, kept }: ErrorPageProps) {
  const copy = page.copy.problem;
  const { title, lead } = copy[problem];
  return (
    <PageShell page={page} title={title} narrow>
      <div class="stack">
        <h1>{title}</h1>
        <Banner tone={problem === 'not-found' || problem === 'forbidden' ? 'info' : 'bad'} title={detail ?? lead}>
          {kept.length === 0 ? null : <p>{copy.keptHere}</p>}
        </Banner>
        {kept.length === 0 ? null : (
          <form method="post" action={page.path}>
            {kept.map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <Button kind="primary" wide>
              {copy.retry}
            </Button>
          </form>
        )}
        <div class="row">
          <ButtonLink href="/" icon="home">
            {copy.home}
          </ButtonLink>
        </div>
        {requestId === undefined ? null : (
          <p class="muted small">
            {copy.requestId} <span class="mono">{requestId}</span>
          </p>
        )}
      </div>
    </PageShell>
  );
}
