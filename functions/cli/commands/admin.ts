// `aix admin create`: the first administrator of a tenant. Everyone after that comes by invitation.
import { randomBytes } from 'node:crypto';
import { AppError } from '../../../workflows/definition/errors.ts';
import { newUserSchema } from '../../shared/members.ts';
import { createSignIn } from '../../shared/sign-in.ts';
import { type Command, type CommandIo, EXIT } from '../command-io.ts';
import { publishLibrary } from '../../local/library.ts';
import { type OpenDatabase, openDatabase } from '../command-database.ts';
import { readOptions } from '../options.ts';

const USAGE = 'Use: aix admin create --email ADDRESS --name "FULL NAME" --username NAME [--tenant "TENANT NAME"] [--password-stdin]';

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  username: { type: 'string' },
  tenant: { type: 'string', default: 'AIX' },
  'password-stdin': { type: 'boolean', default: false },
} as const;

async function readAll(stdin: CommandIo['stdin']): Promise<string> {
  let text = '';
  for await (const chunk of stdin) text += chunk.toString();
  return text.replace(/\r?\n$/, '');
}

function readArguments(args: readonly string[]) {
  const [action, ...rest] = args;
  if (action !== 'create') throw new AppError('usage', USAGE);
  return readOptions({ args: rest, options }, USAGE).values;
}

/** Prints {tenant, tenantName, username} and, unless it was given on standard input, the password: that once and nowhere else. */
export function createAdminCommand(open: OpenDatabase): Command {
  return async (args, io) => {
    const values = readArguments(args);
    const given = values['password-stdin'] ? await readAll(io.stdin) : undefined;
    const password = given ?? randomBytes(18).toString('base64url');
    const person = newUserSchema.safeParse({ email: values.email, name: values.name, username: values.username, password });
    if (!person.success) {
      const issues = person.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, code: issue.code, message: issue.message }));
      throw new AppError('usage', USAGE, { issues });
    }
    const database = await open(io);
    try {
      // No cookie is made here, so any secret of the right length does.
      const { members } = createSignIn({ database, baseUrl: 'http://127.0.0.1', secret: randomBytes(32).toString('hex') });
      const known = await members.findTenant({ name: values.tenant });
      const tenant = known ?? (await members.createTenantWithAdmin({ tenantName: values.tenant, admin: person.data })).tenant;
      if (known !== undefined) await members.createUser({ tenant: known, user: person.data, roles: ['admin'] });
      // A new tenant begins with the shipped definitions; what it deprecates stays deprecated.
      else await publishLibrary({ database, tenant });
      const made = { tenant, tenantName: values.tenant, username: person.data.username, ...(given === undefined ? { password } : {}) };
      io.stdout(`${JSON.stringify(made)}\n`);
      return EXIT.ok;
    } finally {
      await database.close();
    }
  };
}

export const adminCommand: Command = createAdminCommand(openDatabase);
