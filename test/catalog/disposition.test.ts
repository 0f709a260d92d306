// The disposition of a lot: a state and quantities that are conserved.
import { expect, it, test } from 'vitest';
import { dispositionTask } from '../../workflows/catalog/disposition/task.ts';
import { runDisposition } from '../../workflows/catalog/disposition/run.ts';
import { validateInstance } from '../../workflows/definition/schema-instance.ts';
import { DEPS, runnerContext } from './runner-context.ts';

it('leaves one change of state to the run store and keeps the reason in its output', async () => {
  const request = { lot: 'AB000001', state: 'rejected', reason: '두께 미달' };
  expect(await runDisposition(request, DEPS, runnerContext())).toEqual({
    output: request,
    effects: [{ kind: 'lot-state', lot: { number: 'AB000001', state: 'rejected', reason: '두께 미달' } }],
  });
});

test.each([
  [10, [4, 6]],
  [0.3, [0.1, 0.2]],
])('takes splits that add up to %d', async (quantity, parts) => {
  const splits = parts.map((part) => ({ disposition: 'scrap', quantity: part }));
  await expect(runDisposition({ lot: 'A', state: 'rejected', quantity, splits }, DEPS, runnerContext())).resolves.toMatchObject({
    output: { splits },
  });
});

test.each([
  [10, [4, 5]],
  [10, [4, 7]],
])('refuses splits of %d that lose or make units, and says both numbers', async (quantity, parts) => {
  const splits = parts.map((part) => ({ disposition: 'rework', quantity: part }));
  const total = parts.reduce((sum, part) => sum + part, 0);
  await expect(runDisposition({ lot: 'A', state: 'on-hold', quantity, splits }, DEPS, runnerContext())).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(`${total}, but the lot has ${quantity}`),
    issues: [{ path: '/splits', code: 'quantity-not-conserved' }],
  });
});

it('knows no splits without the quantity they must add up to, no state but three and no other disposition', () => {
  const wrong = [
    { lot: 'A', state: 'on-hold', splits: [{ disposition: 'scrap', quantity: 1 }] },
    { lot: 'A', state: 'pending' },
    { lot: 'A', state: 'on-hold', quantity: 1, splits: [{ disposition: 'sell', quantity: 1 }] },
    { lot: 'A', state: 'on-hold', quantity: -1 },
  ];
  for (const request of wrong) expect(validateInstance(dispositionTask.input, request)).not.toEqual([]);
});
