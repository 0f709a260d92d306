// Reports: the list, and one with its files and its own page, shown in a sandbox.
import type { Hono } from 'hono';
import { AppError } from '../../../workflows/definition/errors.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { securityHeaders } from '../../shared/security-headers.ts';
import { ButtonLink } from '../design/button.tsx';
import { Card, Facts } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Icon } from '../design/icon.tsx';
import { Moment } from '../design/moment.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { Table } from '../design/table.tsx';
import { type PageContext, pageContext } from '../page-context.ts';
import { isUuid } from '../read-id.ts';
import { sendPage } from '../respond.ts';
import type { ReportFile, ReportView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { bytesText, titleText } from '../wording.ts';

export function addReportPages(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/reports', async (c) => {
    const reports = await deps.reports.list(actorOf(c), { limit: 100 });
    return sendPage(c, <ReportsPage page={pageContext(c, deps)} reports={reports} />);
  });
  app.get('/reports/:id', async (c) => {
    const id = c.req.param('id');
    const report = isUuid(id) ? await deps.reports.find(actorOf(c), id) : undefined;
    if (report === undefined) throw new AppError('not-found', 'No report has this id.');
    // The one page that frames anything, and only from this host.
    const { 'content-security-policy': policy } = securityHeaders({
      nonce: c.get('nonce'),
      https: new URL(c.req.url).protocol === 'https:',
    });
    c.header('content-security-policy', `${policy}; frame-src 'self'`);
    return sendPage(c, <ReportPage page={pageContext(c, deps)} report={report} />);
  });
}

function ReportsPage({ page, reports }: { page: PageContext; reports: readonly ReportView[] }) {
  const { copy } = page;
  return (
    <PageShell page={page} title={copy.reports.title}>
      <div class="stack">
        <h1>{copy.reports.title}</h1>
        <Card plain>
          {reports.length === 0 ? (
            <EmptyState icon="reports" title={copy.reports.none} lead={copy.reports.noneLead} />
          ) : (
            <Table
              caption={copy.reports.title}
              rows={reports}
              columns={[
                { title: copy.reports.title, cell: (report) => <a href={`/reports/${report.id}`}>{report.title}</a> },
                { title: copy.reports.lot, cell: (report) => report.lotNumber ?? '–' },
                { title: copy.reports.created, cell: (report) => <Moment page={page} at={report.createdAt} /> },
              ]}
            />
          )}
        </Card>
      </div>
    </PageShell>
  );
}

function ReportPage({ page, report }: { page: PageContext; report: ReportView }) {
  const { copy } = page;
  const html = report.files.find((file) => file.format === 'html');
  const files = report.files.filter((file) => file.format !== 'html');
  return (
    <PageShell page={page} title={report.title}>
      <div class="stack">
        <div class="page-head">
          <a class="crumb" href="/reports">
            <Icon name="back" />
            {copy.nav.reports}
          </a>
          <h1>{report.title}</h1>
        </div>
        <div class="downloads">
          {files.map((file) => (
            <Download file={file} />
          ))}
          {html === undefined ? null : (
            <ButtonLink href={`/artifacts/${html.id}`} icon="file" newWindow>
              {copy.reports.openPage}
            </ButtonLink>
          )}
        </div>
        <Card>
          <Facts
            facts={[
              [
                copy.reports.run,
                <a href={`/runs/${report.runId}`}>
                  {report.definition === undefined ? copy.tasks.openRun : titleText(report.definition, page.language)}
                </a>,
              ],
              ...(report.lotNumber === undefined ? [] : [[copy.reports.lot, report.lotNumber] as const]),
              [copy.reports.created, <Moment page={page} at={report.createdAt} />],
              ...(report.dataCutAt === undefined ? [] : [[copy.reports.dataCut, <Moment page={page} at={report.dataCutAt} />] as const]),
              ...(report.checksum === undefined
                ? []
                : [[copy.reports.checksum, <span class="mono small">{report.checksum.slice(0, 16)}</span>] as const]),
            ]}
          />
        </Card>
        {html === undefined ? (
          <p class="muted">{copy.reports.noPage}</p>
        ) : (
          // No allow-… at all: the stored page runs nothing, submits nothing and has an origin of its own.
          <iframe class="report-frame" title={report.title} src={`/artifacts/${html.id}`} sandbox="" loading="lazy" />
        )}
      </div>
    </PageShell>
  );
}

function Download({ file }: { file: ReportFile }) {
  return (
    <ButtonLink href={`/artifacts/${file.id}`} download={file.name} icon="download">
      <span>
        {file.format.toUpperCase()} <span class="muted small">{bytesText(file.bytes)}</span>
      </span>
    </ButtonLink>
  );
}
