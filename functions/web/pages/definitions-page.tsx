// Published definitions, and one with its versions, its picture and its source.
import type { Hono } from 'hono';
import { AppError } from '../../../workflows/definition/errors.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { StateBadge } from '../design/badge.tsx';
import { ButtonLink } from '../design/button.tsx';
import { Card, Facts } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Icon } from '../design/icon.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { Table } from '../design/table.tsx';
import { type PageContext, pageContext } from '../page-context.ts';
import { FlowPicture } from '../pictures.tsx';
import { sendPage } from '../respond.ts';
import { mayStart } from '../startable.ts';
import type { DefinitionView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { titleText } from '../wording.ts';

export function addDefinitionPages(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/definitions', async (c) => {
    const definitions = await deps.definitions.list(actorOf(c));
    return sendPage(c, <DefinitionsPage page={pageContext(c, deps)} definitions={definitions} />);
  });
  app.get('/definitions/:namespace/:name', async (c) => {
    const actor = actorOf(c);
    const { namespace, name } = c.req.param();
    const [definition, versions] = await Promise.all([
      deps.definitions.find(actor, namespace, name, c.req.query('version')),
      deps.definitions.versions(actor, namespace, name),
    ]);
    if (definition === undefined) throw new AppError('not-found', 'No definition has this name and version.');
    return sendPage(
      c,
      <DefinitionPage page={pageContext(c, deps)} definition={definition} versions={versions} startable={mayStart(definition, actor)} />,
    );
  });
}

const addressOf = (definition: DefinitionView) => `/definitions/${definition.namespace}/${definition.name}`;

function DefinitionsPage({ page, definitions }: { page: PageContext; definitions: readonly DefinitionView[] }) {
  const { copy } = page;
  return (
    <PageShell page={page} title={copy.definitions.title}>
      <div class="stack">
        <h1>{copy.definitions.title}</h1>
        <Card plain>
          {definitions.length === 0 ? (
            <EmptyState icon="definitions" title={copy.definitions.none} lead={copy.definitions.noneLead} />
          ) : (
            <Table
              caption={copy.definitions.title}
              rows={definitions}
              columns={[
                { title: copy.definitions.title, cell: (one) => <a href={addressOf(one)}>{titleText(one, page.language)}</a> },
                { title: copy.definitions.name, cell: (one) => <span class="mono">{`${one.namespace}/${one.name}`}</span> },
                { title: copy.runs.version, cell: (one) => <span class="number">{one.version}</span> },
                { title: copy.runs.state, cell: (one) => <StateBadge state={one.state} names={copy.definitions.states} /> },
                { title: copy.definitions.published, cell: (one) => <Moment page={page} at={one.publishedAt} /> },
              ]}
            />
          )}
        </Card>
      </div>
    </PageShell>
  );
}

interface DefinitionPageProps {
  readonly page: PageContext;
  readonly definition: DefinitionView;
  readonly versions: readonly DefinitionView[];
  readonly startable: boolean;
}

function DefinitionPage({ page, definition, versions, startable }: DefinitionPageProps) {
  const { copy } = page;
  return (
    <PageShell page={page} title={titleText(definition, page.language)}>
      <div class="stack">
        <div class="page-head">
          <a class="crumb" href="/definitions">
            <Icon name="back" />
            {copy.nav.definitions}
          </a>
          <div class="row-apart">
            <h1>{titleText(definition, page.language)}</h1>
            {startable ? (
              <ButtonLink href={`/forms/${definition.namespace}/${definition.name}`} icon="forms" small>
                {copy.definitions.openForm}
              </ButtonLink>
            ) : null}
          </div>
        </div>
        <Card>
          <Facts
            facts={[
              [copy.definitions.name, <span class="mono">{`${definition.namespace}/${definition.name}`}</span>],
              [copy.runs.version, definition.version],
              [copy.runs.state, <StateBadge state={definition.state} names={copy.definitions.states} />],
              [copy.definitions.published, <Moment page={page} at={definition.publishedAt} />],
              ...(definition.publishedByName === undefined ? [] : [[copy.definitions.publishedBy, definition.publishedByName] as const]),
              [copy.definitions.hash, <span class="mono small">{definition.hash.slice(0, 16)}</span>],
            ]}
          />
        </Card>
        <Card title={copy.definitions.picture}>
          <FlowPicture document={definition.document} language={page.language} label={copy.definitions.picture} />
        </Card>
        <Card title={copy.definitions.versions} plain>
          <VersionList page={page} definition={definition} versions={versions} />
        </Card>
        {definition.source === undefined ? null : (
          <Card title={copy.definitions.source}>
            <pre tabindex={0} aria-label={copy.definitions.source}>
              {definition.source}
            </pre>
          </Card>
        )}
      </div>
    </PageShell>
  );
}

function VersionList({ page, definition, versions }: Pick<DefinitionPageProps, 'page' | 'definition' | 'versions'>) {
  return (
    <ul class="list">
      {versions.map((one) => (
        <li>
          <a
            class="list-link"
            href={`${addressOf(one)}?version=${encodeURIComponent(one.version)}`}
            aria-current={one.version === definition.version ? 'true' : undefined}
          >
            <span class="list-title number">{one.version}</span>
            <StateBadge state={one.state} names={page.copy.definitions.states} />
            <span class="list-meta">
              <Moment page={page} at={one.publishedAt} />
              {one.version === definition.version ? <span>{page.copy.definitions.current}</span> : null}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
