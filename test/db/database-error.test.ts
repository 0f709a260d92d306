// Driver errors as the house's own.
import { describe, expect, test } from 'vitest';
import { databaseErrorCode, toAppError } from '../../db/database-error.ts';
import { applicationUrl, migrate } from '../../db/migrate.ts';
import { AppError } from '../../workflows/definition/errors.ts';

const failure = (code: string): Error => new Error('Failed query', { cause: Object.assign(new Error('driver'), { code }) });

describe('toAppError', () => {
  test.each(['08006', '53300', '57P01', '40001', '40P01', '57014', 'ECONNREFUSED', 'ECONNRESET'])(
    '%s is "unavailable" and worth another try',
    (code) => {
      expect(toAppError(failure(code))).toMatchObject({ code: 'unavailable', retryable: true });
    },
  );

  test('what is neither the network nor the caller stays as it was', () => {
    const error = failure('23505');
    expect(toAppError(error)).toBe(error);
    expect(databaseErrorCode(error)).toBe('23505');
    const known = new AppError('conflict', 'x');
    expect(toAppError(known)).toBe(known);
  });

  test('at commit the outcome is said to be unknown', () => {
    expect(toAppError(failure('ECONNRESET'), 'commit')).toMatchObject({
      code: 'unavailable',
      context: { phase: 'commit' },
      message: expect.stringContaining('same key'),
    });
  });

  test('a NUL character is the caller’s mistake', () => {
    expect(toAppError(failure('22021'))).toMatchObject({ code: 'invalid' });
  });
});

describe('addresses', () => {
  test('the application’s address is the owner’s with another login, whatever characters the password has', () => {
    const url = applicationUrl('postgres://owner:pw@db.example:6432/aix?sslmode=require', 'p@ss/w:rd?#%');
    expect(url).toBe('postgres://aix_app:p%40ss%2Fw%3Ard%3F%23%25@db.example:6432/aix?sslmode=require');
  });

  test.each([
    ['http://x/y', 'usage', 'postgres://user:password@host:5432/database'],
    ['nonsense', 'usage', 'postgres://'],
    ['postgres://u:secret@127.0.0.1:9/aix', 'unavailable', '127.0.0.1:9 cannot be reached'],
  ])('%s is refused in one sentence that does not repeat the password', async (ownerUrl, code, part) => {
    const refused = expect(migrate({ ownerUrl, appPassword: 'x' })).rejects;
    await refused.toMatchObject({ code, message: expect.stringContaining(part) });
    await expect(migrate({ ownerUrl, appPassword: 'x' })).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });
});
