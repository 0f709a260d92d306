// `aix audit verify` and `aix audit export`: an auditor's check of the hash chain, on the database itself, without the API.
import type { Database } from '../../../db/client.ts';
import { exportAudit, verifyAudit } from '../../../db/repositories/audit.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { createSignIn } from '../../shared/sign-in.ts';
import { type OpenDatabase, openDatabase } from '../command-database.ts';
import { type Command, EXIT } from '../command-io.ts';
import { readOptions } from '../options.ts';

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
  const options = { tenant: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } } as const;
  const { values } = readOptions({ args: rest, options }, USAGE);
  return { action, tenant: values.tenant, from: readSequence('from', values.from), to: readSequence('to', values.to) };
}

interface Tenant {
  readonly id: string;
  readonly name: string;
}

/** The tenant named, or all there are. */
async function tenantsFor(database: Database, wanted: string | undefined): Promise<readonly Tenant[]> {
  const { members } = createSignIn({ database, baseUrl: 'http://127.0.0.1', secret: 'unused-unused-unused-unused-unused' });
  if (wanted === undefined) {
    const all = await members.listTenants();
    if (all.length === 0) throw new AppError('not-found', 'There is no tenant yet. Make one with "aix admin create".');
    return all;
  }
  const id = UUID.test(wanted) ? wanted : ((await members.findTenant({ name: wanted })) ?? (await members.findTenant({ slug: wanted })));
  if (id === undefined) throw new AppError('not-found', `There is no tenant named "${wanted}".`);
  return [{ id, name: wanted }];
}

interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** Each chain is a tenant's own: with several, `tenants` tells them apart and the numbers above are of all. */
async function verify(database: Database, tenants: readonly Tenant[], { from, to }: Range) {
  const verdicts: (Tenant & Awaited<ReturnType<typeof verifyAudit>>)[] = [];
  for (const { id, name } of tenants) {
    verdicts.push({ id, name, ...(await database.withTenant(id, (tx) => verifyAudit(tx, { tenant: id, from, to }))) });
  }
  const bad = verdicts.find(({ valid }) => !valid);
  return {
    valid: bad === undefined,
    rows: verdicts.reduce((sum, { rows }) => sum + rows, 0),
    ...(bad === undefined ? {} : { firstBadSequence: bad.firstBadSequence }),
    ...(tenants.length > 1 ? { tenants: verdicts } : {}),
  };
}

async function exportRows(database: Database, tenant: string, { from = 1, to }: Range, write: (line: string) => void): Promise<void> {
  for (let after = from - 1; ; ) {
    const page = await database.withTenant(tenant, (tx) => exportAudit(tx, { tenant, after, limit: PAGE }));
    const rows = page.filter((row) => to === undefined || (row.sequence ?? 0) <= to);
    for (const row of rows) write(`${JSON.stringify({ tenant, ...row })}\n`);
    if (page.length < PAGE || rows.length < page.length) return;
    after = page.at(-1)?.sequence ?? after;
  }
}

/** verify prints {valid, rows, firstBadSequence?} and gives 3 when a chain is broken; export prints one JSON line a row, oldest first. */
export function createAuditCommand(open: OpenDatabase): Command {
  return async (args, io) => {
    const { action, tenant, from, to } = readArguments(args);
    const database = await open(io);
    try {
      const tenants = await tenantsFor(database, tenant);
      if (action === 'export') {
        for (const { id } of tenants) await exportRows(database, id, { from, to }, io.stdout);
        return EXIT.ok;
      }
      const result = await verify(database, tenants, { from, to });
      io.stdout(`${JSON.stringify(result)}\n`);
      return result.valid ? EXIT.ok : EXIT.faulted;
    } finally {
      await database.close();
    }
  };
}

export const auditCommand: Command = createAuditCommand(openDatabase);
