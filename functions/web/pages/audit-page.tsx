// The audit trail and whether its chain of hashes holds.
import type { Hono } from 'hono';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { Banner } from '../design/banner.tsx';
import { ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { Table } from '../design/table.tsx';
import { type PageContext, pageContext } from '../page-context.ts';
import { sendPage } from '../respond.ts';
import type { AuditVerification, AuditView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { actionText } from '../wording.ts';

const PAGE_SIZE = 100;

export function addAuditPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/audit', async (c) => {
    const actor = actorOf(c);
    const before = Number(c.req.query('before') ?? '');
    const filter = Number.isSafeInteger(before) && before > 0 ? { limit: PAGE_SIZE, before } : { limit: PAGE_SIZE };
    const [rows, verification] = await Promise.all([deps.audit.list(actor, filter), deps.audit.verify(actor)]);
    return sendPage(c, <AuditPage page={pageContext(c, deps)} rows={rows} verification={verification} />);
  });
}

function AuditPage({ page, rows, verification }: { page: PageContext; rows: readonly AuditView[]; verification: AuditVerification }) {
  const copy = page.copy.audit;
  const last = rows.findLast((row) => row.sequence !== undefined)?.sequence;
  return (
    <PageShell page={page} title={copy.title}>
      <div class="stack">
        <h1>{copy.title}</h1>
        {verification.valid ? (
          <Banner tone="good" title={copy.valid}>
            <p>{copy.validLead(verification.rows)}</p>
          </Banner>
        ) : (
          <Banner tone="bad" title={copy.invalid}>
            <p>{copy.invalidLead(verification.firstBadSequence ?? 0)}</p>
          </Banner>
        )}
        <Card plain>
          {rows.length === 0 ? <EmptyState icon="audit" title={copy.none} lead={copy.noneLead} /> : <AuditTable page={page} rows={rows} />}
        </Card>
        {rows.length < PAGE_SIZE || last === undefined ? null : <ButtonLink href={`/audit?before=${last}`}>{copy.older}</ButtonLink>}
      </div>
    </PageShell>
  );
}

function AuditTable({ page, rows }: { page: PageContext; rows: readonly AuditView[] }) {
  const copy = page.copy.audit;
  return (
    <Table
      caption={copy.title}
      rows={rows}
      columns={[
        { title: copy.sequence, cell: (row) => <span class="number">{row.sequence ?? copy.pending}</span> },
        { title: copy.at, cell: (row) => <Moment page={page} at={row.at} /> },
        { title: copy.who, cell: (row) => row.actorName ?? '–' },
        { title: copy.what, cell: (row) => actionText(row.action, page.copy) },
        {
          title: copy.subject,
          cell: (row) => (row.runId === undefined ? subjectText(page, row) : <a href={`/runs/${row.runId}`}>{subjectText(page, row)}</a>),
        },
        { title: copy.why, cell: (row) => row.reason ?? '–' },
      ]}
    />
  );
}

function subjectText(page: PageContext, row: AuditView): string {
  if (row.subject !== undefined) return row.subject;
  return row.subjectKind === undefined ? '–' : (page.copy.audit.nouns[row.subjectKind] ?? row.subjectKind);
}
