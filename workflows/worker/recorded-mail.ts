// Mail takes no key of ours, so its intent is a row before it is sent and its outcome a row after. A repeat is counted and shown.
import type { Database } from '../../db/client.ts';
import { beginEffect, completeEffect } from '../../db/repositories/effect.ts';
import type { RunnerContext, RunnerDeps } from '../catalog/runner.ts';
import type { Mailer } from '../notify/mailer.ts';

type MailPort = NonNullable<RunnerDeps['mail']>;

export function createRecordedMail({ database, mailer }: { database: Database; mailer: Mailer }): MailPort {
  return {
    async send(message, context: RunnerContext) {
      const { run, step } = context;
      const key = `${run.runId}/${step}`;
      const begun = await database.withTenant(run.tenant, async (tx) => await beginEffect(tx, { run, step, kind: 'mail', key }));
      if (begun !== 'new' && begun.state === 'done') return;
      // Begun before without an outcome: it may have gone out. It is sent again, and the row says how often.
      await mailer.send({ ...message, key });
      await database.withTenant(
        run.tenant,
        async (tx) => await completeEffect(tx, { tenant: run.tenant, kind: 'mail', key, result: { to: message.to.length } }),
      );
    },
  };
}
