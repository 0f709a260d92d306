// Publishing definitions: checked whole, stored as an immutable version, its timetable carried over.
import type { Database } from '../../db/client.ts';
import { insertDefinition } from '../../db/repositories/definition.ts';
import { findScheduleOf, setScheduleState, upsertSchedule } from '../../db/repositories/schedule.ts';
import { catalog } from '../../workflows/catalog/catalog.ts';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import type { Json } from '../../workflows/definition/json.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';
import type { Actor } from './actor.ts';
import { recordAudit } from './record-audit.ts';

export interface PublishAnswer {
  readonly definitionId: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly created: boolean;
}

export interface DefinitionDesk {
  /** Every issue of a text; none means it may be published. */
  validate(text: string): Promise<readonly Issue[]>;
  /** @throws AppError invalid with every issue, conflict when the version exists with another text */
  publish(request: { readonly tenant: string; readonly actor: Actor; readonly text: string }): Promise<PublishAnswer>;
}

export function createDefinitionDesk({ database }: { database: Database }): DefinitionDesk {
  return {
    validate: async (text) => validateText(text, { catalog }).issues,
    publish: async (request) => await publish(database, request),
  };
}

async function publish(
  database: Database,
  { tenant, actor, text }: { tenant: string; actor: Actor; text: string },
): Promise<PublishAnswer> {
  const checked = validateText(text, { catalog });
  if (!checked.valid || !checked.document || !checked.definition) {
    throw new AppError('invalid', `The definition has ${checked.issues.length} issue(s); nothing was published.`, {
      issues: checked.issues,
    });
  }
  const { document, definition } = checked;
  const extension = document.document.metadata?.aix;
  const stored = await database.withTenant(tenant, async (tx) => {
    const result = await insertDefinition(tx, {
      tenant,
      ...definition,
      source: text,
      document: document as unknown as Json,
      publishedBy: actor.userId,
      publishedByName: actor.name,
      ...(extension?.title ? { title: extension.title as unknown as Json } : {}),
      ...(extension?.summary ? { summary: extension.summary as unknown as Json } : {}),
    });
    if (result.created)
      await recordAudit(tx, actor, {
        action: 'definition.published',
        subjectKind: 'definition',
        subjectId: result.definition.id,
        details: { definition: `${definition.namespace}/${definition.name} ${definition.version}`, hash: definition.hash },
      });
    if (result.created) await syncSchedule({ tx, tenant, actor, document });
    return result;
  });
  return { definitionId: stored.definition.id, ...definition, created: stored.created };
}

/** The row says what the timetable should be; the watcher in the relay carries it to Temporal, also when that is down now. */
async function syncSchedule({
  tx,
  tenant,
  actor,
  document,
}: {
  tx: Parameters<typeof upsertSchedule>[0];
  tenant: string;
  actor: Actor;
  document: WorkflowDocument;
}): Promise<void> {
  const { namespace, name, metadata } = document.document;
  if (document.schedule === undefined) {
    const present = await findScheduleOf(tx, { tenant, namespace, name });
    if (present) await setScheduleState(tx, { tenant, scheduleId: present.id, state: 'ended', by: actor.name });
    return;
  }
  const spec = { schedule: document.schedule, extension: metadata?.aix?.schedule ?? {} } as unknown as Json;
  await upsertSchedule(tx, { tenant, namespace, name, updatedBy: actor.name, spec });
}
