// How `report` runs: facts -> files -> artifact store; the report row is an effect, keyed by run and step, so it exists once.
import { AppError } from '../../definition/errors.ts';
import type { Json, JsonObject } from '../../definition/json.ts';
import { isJsonObject } from '../../definition/json.ts';
import { renderReport } from '../../report/render-report.ts';
import type { ReportFormat, ReportRequest } from '../../report/report-request.ts';
import type { ArtifactFact, Runner, RunnerContext, RunnerDeps } from '../runner.ts';
import { reportIdOf } from './report-id.ts';

const DEFAULT_FORMATS: readonly ReportFormat[] = ['html', 'pdf'];

export const runReport: Runner = async (input, deps, context) => {
  if (!deps.artifacts || !deps.facts) throw new AppError('needs-platform', 'report keeps files; run it on a platform or give it a mock.');
  const artifacts = deps.artifacts;
  const reportId = reportIdOf(context.run.runId, context.step);
  const request = await requestOf(input, deps, context, reportId);
  const rendered = await renderReport(request, { formats: (input['formats'] as readonly ReportFormat[] | undefined) ?? DEFAULT_FORMATS });
  context.heartbeat();
  const files: ArtifactFact[] = [];
  for (const file of rendered.files) {
    const kept = await artifacts.put(context.run.tenant, file.name, file.mediaType, file.bytes);
    files.push({ name: file.name, format: file.format, mediaType: file.mediaType, ...kept });
  }
  const { meta } = request;
  return {
    output: {
      reportId,
      checksum: rendered.checksum,
      files: files.map(({ name, format, mediaType, size, sha256 }) => ({ name, format, mediaType, size, sha256 })),
    },
    effects: [
      {
        kind: 'report',
        report: {
          template: request.template,
          title: meta.title,
          lang: meta.lang,
          checksum: rendered.checksum,
          dataCut: meta.dataCut,
          generator: meta.generatorVersion,
          timezone: meta.timezone,
          window: meta.dataWindow,
          facts: request.facts,
          files,
        },
      },
    ],
  };
};

async function requestOf(input: JsonObject, deps: RunnerDeps, context: RunnerContext, reportId: string): Promise<ReportRequest> {
  const facts = (input['facts'] ?? {}) as Json;
  const lang = input['lang'] === 'en' ? 'en' : 'ko';
  // The cut is when the run asked, not when this attempt runs: a retry must make the same bytes.
  const dataCut =
    typeof input['dataCut'] === 'string' ? input['dataCut'] : ((await deps.facts?.startOf(context.run)) ?? deps.now().toISOString());
  const window = isJsonObject(input['window']) ? input['window'] : undefined;
  return {
    template: String(input['template']) as ReportRequest['template'],
    facts,
    meta: {
      reportId,
      tenantName: (await deps.facts?.tenantName(context.run.tenant)) ?? '',
      title: typeof input['title'] === 'string' ? input['title'] : context.run.name,
      lang,
      timezone: typeof input['timezone'] === 'string' ? input['timezone'] : 'Asia/Seoul',
      dataWindow: { from: String(window?.['from'] ?? dataCut), to: String(window?.['to'] ?? dataCut) },
      dataCut,
      specRevisions: (input['specRevisions'] as readonly string[] | undefined) ?? [],
      generatorVersion: GENERATOR_VERSION,
      runId: context.run.runId,
      ...(deps.baseUrl === undefined ? {} : { runUrl: `${deps.baseUrl}/runs/${context.run.runId}` }),
      standInModel: usesStandIn(facts),
      decisions: [],
      ...approverOf(facts),
    },
  };
}

/** Who approved, where the facts hold a decision that did. */
function approverOf(facts: Json): { approver?: string } {
  const decision = isJsonObject(facts) ? facts['decision'] : undefined;
  if (!isJsonObject(decision) || decision['decision'] !== 'approved' || typeof decision['by'] !== 'string') return {};
  return { approver: decision['by'] };
}

/** Changes whenever the same facts would give other bytes. */
export const GENERATOR_VERSION = '1';

/** Looks for model answers by a stand-in anywhere in the facts, so that no report can forget to say so. */
function usesStandIn(facts: Json): boolean {
  if (Array.isArray(facts)) return (facts as readonly Json[]).some(usesStandIn);
  if (!isJsonObject(facts)) return false;
  return facts['standIn'] === true || Object.values(facts).some((value) => usesStandIn(value as Json));
}
