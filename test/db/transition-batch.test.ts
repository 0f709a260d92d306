// Folding a batch of transitions to rows, without a database.
import { describe, expect, test } from 'vitest';
import { foldTransitions } from '../../db/transition-batch.ts';
import type { Transition } from '../../workflows/definition/transition.ts';

const step = (sequence: number, number: number, state: 'running' | 'completed', extra: object = {}): Transition => ({
  type: 'step',
  sequence,
  at: `2026-11-24T00:00:0${sequence}.000Z`,
  step: number,
  path: '/do/0/a',
  name: 'a',
  kind: 'set',
  state,
  attempts: 1,
  ...extra,
});

describe('foldTransitions', () => {
  test('a step that began and ended in the batch is one row with both moments, its input and its output', () => {
    const { steps, audit } = foldTransitions('r', [step(1, 0, 'running', { input: { x: 1 } }), step(2, 0, 'completed', { output: null })]);
    expect(steps).toEqual([
      {
        step: 0,
        path: '/do/0/a',
        name: 'a',
        kind: 'set',
        state: 'completed',
        attempts: 1,
        startedAt: '2026-11-24T00:00:01.000Z',
        endedAt: '2026-11-24T00:00:02.000Z',
        input: { x: 1 },
        output: null,
        sequence: 2,
      },
    ]);
    expect(audit.map((row) => row.action)).toEqual(['step.running', 'step.completed']);
  });

  test('a pure step told as one transition keeps the start it carries', () => {
    const { steps } = foldTransitions('r', [step(3, 7, 'completed', { startedAt: '2026-11-23T23:59:59.000Z' })]);
    expect(steps[0]).toMatchObject({ step: 7, startedAt: '2026-11-23T23:59:59.000Z', endedAt: '2026-11-24T00:00:03.000Z' });
  });

  test('order and repeats of what is given make no difference, and rows come in key order', () => {
    const batch = [step(1, 2, 'running'), step(2, 1, 'running'), step(3, 2, 'completed')];
    const folded = foldTransitions('r', batch);
    expect(foldTransitions('r', [...batch.toReversed(), ...batch])).toEqual(folded);
    expect(folded.steps.map((row) => row.step)).toEqual([1, 2]);
  });

  test('data goes into the audit as its hash only', () => {
    const { audit } = foldTransitions('r', [step(1, 0, 'completed', { output: { secret: '영업 비밀' } })]);
    expect(JSON.stringify(audit)).not.toContain('영업');
    expect(audit[0]?.details).toMatchObject({ outputSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});
