// The switching rules, each edge of the state table.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LotEvent, nextSwitching, startSwitching, type SwitchingEvent, switching } from '../../workflows/quality/switching.ts';
import { issuesOf } from './refusal.ts';

const lot = (defectives: number, more: Partial<LotEvent> = {}): LotEvent => ({ type: 'lot', defectives, accept: 1, reject: 2, ...more });
const good = lot(0);
const bad = lot(2);
const play = (events: readonly SwitchingEvent[], standard: 'iso-2859-1' | 'mil-std-105e' = 'iso-2859-1') => switching({ standard, events });
const severities = (events: readonly SwitchingEvent[], standard?: 'iso-2859-1' | 'mil-std-105e') =>
  play(events, standard).steps.flatMap((step) => (step.change ? [`${step.change.to}: ${step.change.reason}`] : []));
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const toTightened = [bad, bad];

describe('switching', () => {
  it('2 of 5 lots not accepted lead to tightened; 2 of 6 do not', () => {
    expect(severities([bad, good, good, good, bad])).toEqual(['tightened: two-of-five-not-accepted']);
    expect(severities([bad, good, good, good, good, bad])).toEqual([]);
    expect(severities([bad, bad])).toEqual(['tightened: two-of-five-not-accepted']);
  });
  it('5 consecutive accepted lots lead back to normal, counted from the switch', () => {
    expect(play([...toTightened, ...times(4, good)]).state.severity).toBe('tightened');
    expect(severities([...toTightened, ...times(5, good)])).toContain('normal: five-consecutive-accepted');
    expect(play([...toTightened, good, good, bad, good, good, good, good]).state.severity).toBe('tightened');
  });
  it('5 cumulated lots not accepted on tightened discontinue; lots then change nothing until resumed', () => {
    const stopped = [...toTightened, bad, good, bad, bad, good, bad, bad];
    expect(severities(stopped)).toContain('discontinued: five-not-accepted-on-tightened');
    expect(play([...stopped, ...times(9, good)]).state.severity).toBe('discontinued');
    expect(play([...stopped, { type: 'resume' }]).state.severity).toBe('tightened');
  });
  it('ISO: a score of 30 leads to reduced, +2 at Ac 1, and only when allowed', () => {
    const allowed = { ...good, reducedAllowed: true };
    expect(play(times(14, allowed)).state).toMatchObject({ severity: 'normal', score: 28 });
    expect(severities(times(15, allowed))).toEqual(['reduced: score-reached']);
    expect(play(times(20, good)).state.severity).toBe('normal');
  });
  it('ISO: Ac >= 2 scores +3 only when a tighter plan would pass too, else starts again', () => {
    const tight = lot(1, { accept: 3, reject: 4, tighterAccept: 2, reducedAllowed: true });
    expect(play(times(9, tight)).state.score).toBe(27);
    expect(severities(times(10, tight))).toEqual(['reduced: score-reached']);
    expect(play([tight, lot(3, { accept: 3, reject: 4, tighterAccept: 2 })]).state.score).toBe(0);
  });
  it('105E: ten accepted lots within the limit number lead to reduced', () => {
    const ten = times(10, lot(0, { reducedAllowed: true, limitNumber: 2 }));
    expect(severities(ten, 'mil-std-105e')).toEqual(['reduced: ten-lots-within-limit']);
    expect(severities(times(10, lot(1, { reducedAllowed: true, limitNumber: 2 })), 'mil-std-105e')).toEqual([]);
    expect(severities(times(10, lot(0, { reducedAllowed: true })), 'mil-std-105e')).toEqual([]);
  });
  it('reduced ends with a lot not accepted, a lot in the gap (which is accepted), or irregular production', () => {
    const reduced = times(10, lot(0, { reducedAllowed: true, limitNumber: 2 }));
    const gap = play([...reduced, lot(2, { accept: 1, reject: 4 })], 'mil-std-105e');
    expect(gap.steps.at(-1)).toEqual({ accepted: true, change: { from: 'reduced', to: 'normal', reason: 'between-accept-and-reject' } });
    expect(severities([...reduced, lot(4, { reject: 4 })], 'mil-std-105e').at(-1)).toBe('normal: not-accepted-on-reduced');
    expect(severities([...reduced, { type: 'irregular-production' }], 'mil-std-105e').at(-1)).toBe('normal: irregular-production');
  });
  it('resubmitted lots do not count', () => {
    expect(play([bad, lot(2, { resubmitted: true }), lot(2, { resubmitted: true })]).state).toMatchObject({
      severity: 'normal',
      recent: [{ accepted: false }],
    });
  });
  it('the reducer never changes the state it was given', () => {
    const state = startSwitching();
    nextSwitching(state, bad);
    expect(state).toEqual(startSwitching());
  });
  it('playing events one by one or all at once ends in the same state', () => {
    const events = fc.array(fc.constantFrom<SwitchingEvent>(good, bad, { type: 'resume' }, { type: 'irregular-production' }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(events, (list) => {
        let state = startSwitching();
        for (const event of list) state = switching({ state, events: [event] }).state;
        expect(state).toEqual(play(list).state);
      }),
    );
  });
  it.each([
    [{ events: [{ type: 'lot', defectives: 1, accept: 2, reject: 2 }] }, '/events/0/reject', 'limits-reversed'],
    [{ events: [{ type: 'lot' }] }, '/events/0', 'missing-key'],
    [{ events: [{ type: 'holiday' }] }, '/events/0/type', 'not-a-choice'],
    [{ standard: 'mil-std-105e', state: startSwitching(), events: [] }, '/standard', 'standard-differs'],
  ])('%j is refused at %s as %s', (request, path, code) => {
    expect(issuesOf(() => switching(request as never))[0]).toMatchObject({ path, code });
  });
});
