// `aix admin create` and `aix audit` on a real database, called as functions with streams of their own.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertAudit, sequenceAudit } from '../../db/repositories/audit.ts';
import type { CommandIo } from '../../functions/cli/command-io.ts';
import { createAdminCommand } from '../../functions/cli/commands/admin.ts';
import { createAuditCommand } from '../../functions/cli/commands/audit.ts';
import { createSignIn } from '../../functions/shared/sign-in.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const open = async () => ({ ...db.database, close: async () => undefined });
function io(stdin = ''): CommandIo & { readonly out: string[] } {
  const out: string[] = [];
  return {
    out,
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: (text) => void out.push(text),
    stderr: () => undefined,
    readFile: async () => '',
    env: {},
  };
}
const person = ['create', '--email', 'Kim@Plant.example', '--name', '김관리', '--username', 'Kim.Admin', '--tenant', '수원 공장'];

test('admin create makes a tenant whose administrator can sign in with the password that was printed once', async () => {
  const streams = io();
  expect(await createAdminCommand(open)(person, streams)).toBe(0);
  const made = JSON.parse(streams.out.join('')) as { tenant: string; username: string; password: string; tenantName: string };
  expect(made).toMatchObject({ tenantName: '수원 공장', username: 'kim.admin' });
  expect(made.password.length).toBeGreaterThanOrEqual(20);
  const signIn = createSignIn({ database: db.database, baseUrl: 'http://localhost', secret: 's'.repeat(32) });
  const { actor } = await signIn.signIn({ username: 'kim.admin', password: made.password, request: new Request('http://localhost') });
  expect(actor).toMatchObject({ tenant: made.tenant, roles: ['admin'], name: '김관리' });
});

test('a password from standard input is used and not printed; the same tenant name gets another administrator', async () => {
  const streams = io('from-standard-input\n');
  const args = [
    'create',
    '--email',
    'lee@plant.example',
    '--name',
    'Lee',
    '--username',
    'lee',
    '--tenant',
    '수원 공장',
    '--password-stdin',
  ];
  expect(await createAdminCommand(open)(args, streams)).toBe(0);
  expect(streams.out.join('')).not.toContain('from-standard-input');
  expect((await db.asOwner('select id from tenant where name = $1', ['수원 공장'])).length).toBe(1);
});

test('wrong use names every fault and makes nothing', async () => {
  const wrong = createAdminCommand(open)(['create', '--email', 'no', '--username', 'a b'], io());
  await expect(wrong).rejects.toMatchObject({ code: 'usage', issues: [{ path: '/email' }, { path: '/name' }, { path: '/username' }] });
  await expect(
    createAdminCommand(open)(['create', '--email', 'x@other.example', '--name', 'X', '--username', 'kim.admin'], io()),
  ).rejects.toMatchObject({ code: 'conflict' });
  expect(await db.asOwner('select id from tenant where name = $1', ['AIX'])).toEqual([]);
  await expect(createAdminCommand(open)(['remove'], io())).rejects.toMatchObject({ code: 'usage' });
});

test('audit verify gives 0 for a whole chain and 3 with the first bad sequence for one that the owner changed', async () => {
  const tenant = await db.createTenant('Audited');
  await db.database.withTenant(tenant, async (tx) => {
    for (let index = 0; index < 5; index += 1) {
      await insertAudit(tx, {
        tenant,
        at: new Date().toISOString(),
        action: 'x.done',
        actorKind: 'system',
        actorId: 's',
        actorName: 's',
        subjectKind: 'x',
        subjectId: String(index),
      });
    }
    await sequenceAudit(tx, { tenant, limit: 100 });
  });
  const run = async (...args: string[]) => {
    const streams = io();
    const code = await createAuditCommand(open)([...args, '--tenant', tenant], streams);
    return {
      code,
      lines: streams.out
        .join('')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  };
  expect(await run('verify')).toEqual({ code: 0, lines: [{ valid: true, rows: 5 }] });
  expect((await run('export', '--from', '2', '--to', '4')).lines.map((row) => row['sequence'])).toEqual([2, 3, 4]);
  await db.asOwner('alter table audit disable trigger user');
  await db.asOwner("update audit set action = 'x.forged' where tenant_id = $1 and sequence = 3", [tenant]);
  expect(await run('verify')).toEqual({ code: 3, lines: [{ valid: false, rows: 2, firstBadSequence: 3 }] });
});

test('audit without a tenant looks at every chain and tells them apart; an unknown tenant and a sequence that is none are refused', async () => {
  await createAdminCommand(open)(
    ['create', '--email', 'b@second.example', '--name', 'B', '--username', 'second', '--tenant', 'Second'],
    io(),
  );
  const streams = io();
  expect(await createAuditCommand(open)(['verify'], streams)).toBe(0);
  expect(JSON.parse(streams.out.join(''))).toMatchObject({
    valid: true,
    tenants: [
      { name: '수원 공장', valid: true },
      { name: 'Second', valid: true },
    ],
  });
  await expect(createAuditCommand(open)(['verify', '--tenant', 'nowhere'], io())).rejects.toMatchObject({ code: 'not-found' });
  await expect(createAuditCommand(open)(['verify', '--from', '0'], io())).rejects.toMatchObject({ code: 'usage' });
});
