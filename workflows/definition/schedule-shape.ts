// `schedule`: exactly one of cron, every, after and on, such that it can fire.
import { type Check, type Checking, report, warn } from './checking.ts';
import { cronFault, parseCron } from './cron.ts';
import { duration } from './data-shapes.ts';
import type { Duration } from './document.ts';
import { durationMilliseconds } from './duration.ts';
import { eventConsumption } from './event-shape.ts';
import { isJsonObject, type Json } from './json.ts';
import { refuseOutside } from './outside-profile.ts';
import { allOf, fields, isType } from './shape.ts';

const cron: Check = (checking, value, path) => {
  if (!isType(checking, value, path, 'string') || typeof value !== 'string') return;
  const fault = cronFault(value);
  if (fault) report(checking, path, 'invalid-cron', fault.en, fault.ko);
  const parsed = parseCron(value);
  if (parsed && !parsed.days.any && !parsed.weekdays.any) {
    warn(
      checking,
      path,
      'cron-both-days',
      'Day of month and day of week are both given: it fires only on days that fit both, not on either.',
      '일과 요일을 함께 쓰면 둘 다 맞는 날에만 실행됩니다. 하나만 맞는 날에는 실행되지 않습니다.',
    );
  }
};

/** Intervals are whole seconds to the scheduler: less would be none at all. */
function atLeastOneSecond(checking: Checking, value: Json, path: string): void {
  if ((typeof value === 'string' || isJsonObject(value)) && intervalOf(value) < 1000) {
    report(
      checking,
      path,
      'invalid-duration',
      'A schedule repeats every second at most; write a longer time.',
      '일정은 1초보다 자주 반복할 수 없습니다. 더 길게 쓰세요.',
    );
  }
}

/** What is no duration has been said already. */
function intervalOf(value: Json): number {
  try {
    return durationMilliseconds(value as Duration);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const SCHEDULE_KINDS = ['cron', 'every', 'after', 'on'] as const;
export const schedule: Check = fields(
  { cron, every: allOf(duration, atLeastOneSecond), after: duration, on: eventConsumption },
  (checking, value, path) => {
    if (!isJsonObject(value)) return;
    const kinds = SCHEDULE_KINDS.filter((kind) => Object.hasOwn(value, kind));
    if (kinds.length > 1)
      refuseOutside(
        checking,
        path,
        `A workflow has one kind of schedule, but this one has ${kinds.join(' and ')}; keep one.`,
        `일정은 한 종류만 쓸 수 있습니다. 지금은 ${kinds.join(', ')}이(가) 함께 있습니다.`,
      );
    if (kinds.length === 0)
      report(
        checking,
        path,
        'required',
        `One of ${SCHEDULE_KINDS.join(', ')} is missing.`,
        `${SCHEDULE_KINDS.join(', ')} 가운데 하나가 있어야 합니다.`,
      );
  },
);
