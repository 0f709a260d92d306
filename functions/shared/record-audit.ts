// An audit row for what a person or key did at the door. What runs do brings its own rows with its transitions.
import type { Tx } from '../../db/client.ts';
import { insertAudit } from '../../db/repositories/audit.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';
import type { Actor } from './actor.ts';

export interface AuditEntry {
  /** subject.verb, such as api-key.created. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly runId?: string;
  readonly details?: JsonObject;
}

/** In the transaction of what it tells of. */
export async function recordAudit(tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  await insertAudit(tx, {
    tenant: actor.tenant,
    at: new Date().toISOString(),
    actorKind: actor.kind,
    actorId: actor.userId,
    actorName: actor.name,
    ...entry,
  });
}
