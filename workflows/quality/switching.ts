// Switching between normal, tightened and reduced inspection as a pure reducer: one state per (part, supplier, characteristic class).
//
//   state        leaves to      when
//   normal       tightened      2 of 5 or fewer consecutive lots not accepted on original inspection
//   normal       reduced        ISO: switching score >= 30; 105E: 10 lots accepted and total defectives <= limit number; both: steady and authorised
//   tightened    normal         5 consecutive lots accepted
//   tightened    discontinued   5 lots not accepted, cumulated while on tightened
//   reduced      normal         a lot not accepted, or accepted in the gap between Ac and Re (105E), or irregular production
//   discontinued tightened      resumed after the supplier's corrective action
// Sources: ISO 2859-1:1999 clause 9, MIL-STD-105E section 4.7.
import { createRequestReader, pointer, type RequestReader } from './request-reader.ts';
import { type SamplingStandard, type Severity, samplingStandards, severities } from './sampling-table.ts';

export type SwitchingSeverity = Severity | 'discontinued';

export interface SwitchingState {
  readonly standard: SamplingStandard;
  readonly severity: SwitchingSeverity;
  /** The last lots on this severity, oldest first, at most 10. */
  readonly recent: readonly { readonly accepted: boolean; readonly defectives: number }[];
  /** ISO switching score, only on normal. */
  readonly score: number;
  /** Lots not accepted while on tightened, cumulated. */
  readonly notAcceptedOnTightened: number;
}

export interface LotEvent {
  readonly type: 'lot';
  readonly defectives: number;
  /** Of the plan that was used. */
  readonly accept: number;
  readonly reject: number;
  /** A lot submitted again does not count; default false. */
  readonly resubmitted?: boolean;
  /** ISO score with Ac >= 2: the acceptance number one AQL step tighter. */
  readonly tighterAccept?: number;
  /** 105E: the limit number of table VIII for the sample of the last 10 lots. */
  readonly limitNumber?: number;
  /** Production is steady and reduced inspection is allowed by the responsible authority; default false. */
  readonly reducedAllowed?: boolean;
}

export type SwitchingEvent = LotEvent | { readonly type: 'irregular-production' } | { readonly type: 'resume' };

export type SwitchingReason =
  | 'two-of-five-not-accepted'
  | 'five-consecutive-accepted'
  | 'score-reached'
  | 'ten-lots-within-limit'
  | 'five-not-accepted-on-tightened'
  | 'not-accepted-on-reduced'
  | 'between-accept-and-reject'
  | 'irregular-production'
  | 'resumed';

export interface SwitchingStep {
  readonly state: SwitchingState;
  /** Null for events that change nothing by themselves. */
  readonly accepted: boolean | null;
  readonly change: { readonly from: SwitchingSeverity; readonly to: SwitchingSeverity; readonly reason: SwitchingReason } | null;
}

export function startSwitching(standard: SamplingStandard = 'iso-2859-1'): SwitchingState {
  return { standard, severity: 'normal', recent: [], score: 0, notAcceptedOnTightened: 0 };
}

/** The state after one event; never mutates. While discontinued, lots change nothing until `resume`. */
export function nextSwitching(state: SwitchingState, event: SwitchingEvent): SwitchingStep {
  if (event.type === 'resume') return state.severity === 'discontinued' ? moved(state, 'tightened', 'resumed', null) : still(state, null);
  if (event.type === 'irregular-production') {
    return state.severity === 'reduced' ? moved(state, 'normal', 'irregular-production', null) : still(state, null);
  }
  const gap = state.severity === 'reduced' && event.defectives > event.accept && event.defectives < event.reject;
  const accepted = event.defectives <= event.accept || gap;
  if (event.resubmitted || state.severity === 'discontinued') return still(state, accepted);
  const seen = { ...state, recent: [...state.recent, { accepted, defectives: event.defectives }].slice(-10) };
  switch (state.severity) {
    case 'normal':
      return afterNormal({ ...seen, score: scoreAfter(state.score, event, accepted) }, event, accepted);
    case 'tightened':
      return afterTightened({ ...seen, notAcceptedOnTightened: state.notAcceptedOnTightened + (accepted ? 0 : 1) }, accepted);
    case 'reduced':
      if (!accepted) return moved(seen, 'normal', 'not-accepted-on-reduced', accepted);
      return gap ? moved(seen, 'normal', 'between-accept-and-reject', accepted) : still(seen, accepted);
  }
}

function afterNormal(state: SwitchingState, event: LotEvent, accepted: boolean): SwitchingStep {
  if (state.recent.slice(-5).filter((lot) => !lot.accepted).length >= 2)
    return moved(state, 'tightened', 'two-of-five-not-accepted', accepted);
  if (!event.reducedAllowed) return still(state, accepted);
  if (state.standard === 'iso-2859-1')
    return state.score >= 30 ? moved(state, 'reduced', 'score-reached', accepted) : still(state, accepted);
  const ten = state.recent.length === 10 && state.recent.every((lot) => lot.accepted);
  const defectives = state.recent.reduce((total, lot) => total + lot.defectives, 0);
  const within = event.limitNumber !== undefined && defectives <= event.limitNumber;
  return ten && within ? moved(state, 'reduced', 'ten-lots-within-limit', accepted) : still(state, accepted);
}

function afterTightened(state: SwitchingState, accepted: boolean): SwitchingStep {
  if (state.notAcceptedOnTightened >= 5) return moved(state, 'discontinued', 'five-not-accepted-on-tightened', accepted);
  const five = state.recent.slice(-5);
  return five.length === 5 && five.every((lot) => lot.accepted)
    ? moved(state, 'normal', 'five-consecutive-accepted', accepted)
    : still(state, accepted);
}

/** Ac <= 1: +2 when accepted; Ac >= 2: +3 when it would pass one AQL step tighter as well; else back to 0. */
function scoreAfter(score: number, event: LotEvent, accepted: boolean): number {
  if (event.accept <= 1) return accepted ? score + 2 : 0;
  return event.tighterAccept !== undefined && event.defectives <= event.tighterAccept ? score + 3 : 0;
}

function still(state: SwitchingState, accepted: boolean | null): SwitchingStep {
  return { state, accepted, change: null };
}

/** Every change begins a new count. */
function moved(state: SwitchingState, to: SwitchingSeverity, reason: SwitchingReason, accepted: boolean | null): SwitchingStep {
  return { state: { ...startSwitching(state.standard), severity: to }, accepted, change: { from: state.severity, to, reason } };
}

export interface SwitchingRequest {
  readonly standard?: SamplingStandard;
  /** Default: the start, on normal. */
  readonly state?: SwitchingState;
  readonly events: readonly SwitchingEvent[];
}

export interface SwitchingResult {
  readonly state: SwitchingState;
  /** One per event. */
  readonly steps: readonly Omit<SwitchingStep, 'state'>[];
  readonly warnings: readonly [];
}

/** Plays events onto a state, all read from untrusted JSON. */
export function switching(request: SwitchingRequest): SwitchingResult {
  const reader = createRequestReader();
  const record = reader.record(request, ['standard', 'state', 'events']) ?? {};
  reader.required(record, ['events']);
  const standard = reader.choice(record.standard, '/standard', samplingStandards);
  let state = readState(reader, record.state) ?? startSwitching(standard);
  if (standard && standard !== state.standard)
    reader.fail('/standard', 'standard-differs', `The state follows ${state.standard}; the editions must not be mixed.`);
  const events = (reader.list(record.events, '/events') ?? []).flatMap((event, at) =>
    readEvent(reader, event ?? null, pointer('/events', at)),
  );
  reader.finish('switching');
  const steps = events.map((event) => {
    const step = nextSwitching(state, event);
    state = step.state;
    return { accepted: step.accepted, change: step.change };
  });
  return { state, steps, warnings: [] };
}

function readState(reader: RequestReader, value: unknown): SwitchingState | undefined {
  const record = reader.record(value, ['standard', 'severity', 'recent', 'score', 'notAcceptedOnTightened'], '/state');
  if (!record) return undefined;
  reader.required(record, ['standard', 'severity', 'recent', 'score', 'notAcceptedOnTightened'], '/state');
  const recent = (reader.list(record.recent, '/state/recent') ?? []).flatMap((lot, at) => {
    const path = pointer('/state/recent', at);
    const fields = reader.record(lot ?? null, ['accepted', 'defectives'], path) ?? {};
    reader.required(fields, ['accepted', 'defectives'], path);
    const accepted = reader.boolean(fields.accepted, pointer(path, 'accepted'));
    const defectives = reader.number(fields.defectives, pointer(path, 'defectives'), { integer: true, min: 0 });
    return accepted === undefined || defectives === undefined ? [] : [{ accepted, defectives }];
  });
  return {
    standard: reader.choice(record.standard, '/state/standard', samplingStandards) ?? 'iso-2859-1',
    severity: reader.choice(record.severity, '/state/severity', [...severities, 'discontinued'] as const) ?? 'normal',
    recent,
    score: reader.number(record.score, '/state/score', { integer: true, min: 0 }) ?? 0,
    notAcceptedOnTightened: reader.number(record.notAcceptedOnTightened, '/state/notAcceptedOnTightened', { integer: true, min: 0 }) ?? 0,
  };
}

const lotKeys = ['type', 'defectives', 'accept', 'reject', 'resubmitted', 'tighterAccept', 'limitNumber', 'reducedAllowed'];

function readEvent(reader: RequestReader, value: unknown, path: string): SwitchingEvent[] {
  const record = reader.record(value, lotKeys, path) ?? {};
  reader.required(record, ['type'], path);
  const type = reader.choice(record.type, pointer(path, 'type'), ['lot', 'irregular-production', 'resume'] as const);
  if (type !== 'lot') return type === undefined ? [] : [{ type }];
  reader.required(record, ['defectives', 'accept', 'reject'], path);
  const whole = (key: string): number | undefined => reader.number(record[key], pointer(path, key), { integer: true, min: 0 });
  const [defectives, accept, reject] = [whole('defectives') ?? 0, whole('accept') ?? 0, whole('reject') ?? 1];
  if (reject <= accept) reader.fail(pointer(path, 'reject'), 'limits-reversed', `reject ${reject} must be greater than accept ${accept}.`);
  return [
    {
      type,
      defectives,
      accept,
      reject,
      resubmitted: reader.boolean(record.resubmitted, pointer(path, 'resubmitted')),
      reducedAllowed: reader.boolean(record.reducedAllowed, pointer(path, 'reducedAllowed')),
      tighterAccept: whole('tighterAccept'),
      limitNumber: whole('limitNumber'),
    },
  ];
}
