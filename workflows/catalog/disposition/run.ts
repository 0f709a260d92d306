// How `disposition` runs: quantities must be conserved, then the lot's state is left to the run store.
import { AppError } from '../../definition/errors.ts';
import type { JsonObject } from '../../definition/json.ts';
import type { LotStateFact, Runner } from '../runner.ts';

export const runDisposition: Runner = async (input) => {
  conserve(input);
  const fact: LotStateFact = {
    number: input['lot'] as string,
    state: input['state'] as LotStateFact['state'],
    reason: typeof input['reason'] === 'string' ? input['reason'] : '',
  };
  return { output: input, effects: [{ kind: 'lot-state', lot: fact }] };
};

/** The parts of a lot are the lot: nothing appears and nothing is lost. Compared with the slack of summed doubles (0.1 + 0.2). */
function conserve(input: JsonObject): void {
  const splits = input['splits'] as readonly { readonly quantity: number }[] | undefined;
  if (splits === undefined) return;
  const quantity = input['quantity'] as number;
  const total = splits.reduce((sum, split) => sum + split.quantity, 0);
  if (Math.abs(total - quantity) <= 1e-9 * Math.max(1, quantity)) return;
  const message = `The split quantities add up to ${total}, but the lot has ${quantity}; correct one of them.`;
  throw new AppError('invalid', message, { issues: [{ path: '/splits', code: 'quantity-not-conserved', message }] });
}
