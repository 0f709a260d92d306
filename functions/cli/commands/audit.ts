// `aix audit verify` and `aix audit export`: an auditor's check of the hash chain, on the database itself, without the API.
import { parseArgs } from 'node:util';
import type { Database } from '../../../db/client.ts';
import { exportAudit, verifyAudit } from '../../../db/repositories/audit.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { createSignIn } from '../../shared/sign-in.ts';
import { type OpenDatabase, openDatabase } from '../command-database.ts';
import { type Command, EXIT } from '../command-io.ts';

const USAGE = 'Use: aix audit verify|export [--tenant NAME|ID] [--from SEQUENCE] [--to SEQUENCE]';
const PAGE = 500;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function readSequence(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new AppError('usage', `--${name} must be a sequence number of 1 or more. ${USAGE}`);
  return Number(text);
}

function readArguments(args: readonly string[]) {
  const [action, ...rest] = args;
  if (action !== 'verify' && action !== 'export') throw new AppError('usage', USAGE);
  try {
    const { values } = parseArgs({ args: rest, options: { tenant: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } } });
    return { action, tenant: values.tenant, from: readSequence('from', values.from), to: readSequence('to', values.to) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('usage', `${error instanceof Error ? error.message : 'Unknown option.'} ${USAGE}`, { cause: error });
  }
}

/** The tenant named, or the only one there is. */
async function tenantFor(database: Database, wanted: string | undefined): Promise<string> {
  const { members } = createSignIn({ database, baseUrl: 'http://127.0.0.1', secret: 'unused-unused-unused-unused-unused' });
  if (wanted !== undefined) {
    const tenant = UUID.test(wanted)
      ? wanted
      : ((await members.findTenant({ name: wanted })) ?? (await members.findTenant({ slug: wanted })));
    if (tenant === undefined) throw new AppError('not-found', `There is no tenant named "${wanted}".`);
    return tenant;
  }
  const [only, ...others] = await members.listTenants();
  if (only === undefined) throw new AppError('not-found', 'There is no tenant yet. Make one with "aix admin create".');
  if (others.length > 0)
    throw new AppError(
      'usage',
      `There are several tenants: ${[only, ...others].map((tenant) => tenant.name).join(', ')}. Name one with --tenant.`,
    );
  return only.id;
}

/** verify prints {valid, rows, firstBadSequence?} and gives 3 when the chain is broken; export prints one JSON line a row, oldest first. */
export function createAuditCommand(open: OpenDatabase): Command {
  return async (args, io) => {
    const { action, tenant: wanted, from, to } = readArguments(args);
    const database = await open(io);
    try {
      const tenant = await tenantFor(database, wanted);
      if (action === 'verify') {
        const result = await database.withTenant(tenant, (tx) => verifyAudit(tx, { tenant, from, to }));
        io.stdout(`${JSON.stringify(result)}\n`);
        return result.valid ? EXIT.ok : EXIT.faulted;
      }
      for (let after = (from ?? 1) - 1; ; ) {
        const page = await database.withTenant(tenant, (tx) => exportAudit(tx, { tenant, after, limit: PAGE }));
        const rows = page.filter((row) => to === undefined || (row.sequence ?? 0) <= to);
        for (const row of rows) io.stdout(`${JSON.stringify(row)}\n`);
        if (page.length < PAGE || rows.length < page.length) return EXIT.ok;
        after = page.at(-1)?.sequence ?? after;
      }
    } finally {
      await database.close();
    }
  };
}

export const auditCommand: Command = createAuditCommand(openDatabase);
