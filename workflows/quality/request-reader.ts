// Reads an untrusted request field by field and collects every issue with its JSON Pointer; `finish` throws them as one AppError.
// What a field means is decided by the caller.
import { AppError } from '../definition/errors.ts';
import type { Issue } from '../definition/issue.ts';

export interface Warning {
  /** kebab-case, docs/quality.md lists them. */
  readonly code: string;
  readonly message: string;
}

export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  /** The value must be greater than this. */
  readonly above?: number;
  /** The value must be smaller than this. */
  readonly below?: number;
  readonly integer?: boolean;
}

export interface RequestReader {
  readonly issues: Issue[];
  fail(path: string, code: string, message: string): void;
  /** The value as an object, or undefined with an issue; keys outside `allowed` are refused by name. */
  record(value: unknown, allowed: readonly string[], path?: string): Readonly<Record<string, unknown>> | undefined;
  /** A finite number within bounds, or undefined with an issue; undefined without an issue when `value` is undefined. */
  number(value: unknown, path: string, bounds?: NumberBounds): number | undefined;
  choice<T extends string>(value: unknown, path: string, choices: readonly T[]): T | undefined;
  boolean(value: unknown, path: string): boolean | undefined;
  /** A list of finite numbers within bounds, or undefined with issues (at most ten of them). */
  numbers(value: unknown, path: string, bounds?: NumberBounds): number[] | undefined;
  list(value: unknown, path: string): readonly unknown[] | undefined;
  required(record: Readonly<Record<string, unknown>>, keys: readonly string[], path?: string): void;
  /** Throws AppError('invalid') when anything was found. `subject` names the request in the message. */
  finish(subject: string): void;
}

const maximumIssuesOfAList = 10;
/** Squares and sums of squares of such values stay far inside a double. */
const largestMagnitude = 1e100;

export function pointer(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function createRequestReader(): RequestReader {
  const issues: Issue[] = [];
  const fail = (path: string, code: string, message: string): void => {
    issues.push({ path, code, message });
  };
  const number = (value: unknown, path: string, bounds: NumberBounds = {}): number | undefined => {
    if (value === undefined) return undefined;
    const fault = numberFault(value, bounds);
    if (fault) {
      fail(path, fault.code, fault.message);
      return undefined;
    }
    return value as number;
  };
  const list = (value: unknown, path: string): readonly unknown[] | undefined => {
    if (value === undefined) return undefined;
    if (Array.isArray(value)) return value;
    fail(path, 'not-a-list', `Expected a list but found ${describe(value)}; give a JSON array.`);
    return undefined;
  };
  const numbers = (value: unknown, path: string, bounds: NumberBounds = {}): number[] | undefined => {
    const items = list(value, path);
    if (!items) return undefined;
    const before = issues.length;
    for (let index = 0; index < items.length && issues.length - before < maximumIssuesOfAList; index++) {
      // A hole of the list must not pass as "not given". The path is only built for a fault: lists are long.
      const fault = numberFault(items[index] ?? null, bounds);
      if (fault) fail(pointer(path, index), fault.code, fault.message);
    }
    return issues.length > before ? undefined : (items as number[]);
  };
  return {
    issues,
    fail,
    number,
    list,
    numbers,
    record: recordReader(fail),
    ...plainReaders(fail),
    finish: (subject) => finish(issues, subject),
  };
}

function recordReader(fail: RequestReader['fail']): RequestReader['record'] {
  return (value, allowed, path = '') => {
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fail(path, 'not-an-object', `Expected an object but found ${describe(value)}; give a JSON object with ${allowed.join(', ')}.`);
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (!allowed.includes(key)) fail(pointer(path, key), 'unknown-key', `Unknown key "${key}"; known keys are ${allowed.join(', ')}.`);
    }
    return value as Readonly<Record<string, unknown>>;
  };
}

function plainReaders(fail: RequestReader['fail']): Pick<RequestReader, 'choice' | 'boolean' | 'required'> {
  return {
    choice(value, path, choices) {
      if (value === undefined) return undefined;
      const found = choices.find((choice) => choice === value);
      if (found === undefined) fail(path, 'not-a-choice', `Expected one of ${choices.join(', ')} but found ${describe(value)}.`);
      return found;
    },
    boolean(value, path) {
      if (value === undefined || typeof value === 'boolean') return value;
      fail(path, 'not-a-boolean', `Expected true or false but found ${describe(value)}.`);
      return undefined;
    },
    required(record, keys, path = '') {
      for (const key of keys) if (record[key] === undefined) fail(path, 'missing-key', `"${key}" is required; add it.`);
    },
  };
}

function finish(issues: readonly Issue[], subject: string): void {
  const first = issues[0];
  if (!first) return;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new AppError('invalid', `The ${subject} request is invalid: ${first.message}${more}`, { issues });
}

function numberFault(value: unknown, bounds: NumberBounds): { code: string; message: string } | undefined {
  if (typeof value !== 'number') return { code: 'not-a-number', message: `Expected a number but found ${describe(value)}.` };
  if (!Number.isFinite(value))
    return { code: 'not-finite', message: `Expected a finite number but found ${value}; leave the value out or measure it again.` };
  if (Math.abs(value) > largestMagnitude) {
    return { code: 'not-representable', message: `${value} is too large to be squared and summed; rescale its unit.` };
  }
  if (bounds.integer && !Number.isSafeInteger(value))
    return { code: 'not-an-integer', message: `Expected a whole number but found ${value}.` };
  const { min, max, above, below } = bounds;
  if (min !== undefined && value < min) return { code: 'out-of-range', message: `${value} is below the smallest allowed value ${min}.` };
  if (max !== undefined && value > max) return { code: 'out-of-range', message: `${value} is above the largest allowed value ${max}.` };
  if (above !== undefined && value <= above) return { code: 'out-of-range', message: `${value} must be greater than ${above}.` };
  if (below !== undefined && value >= below) return { code: 'out-of-range', message: `${value} must be smaller than ${below}.` };
  return undefined;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}...` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : typeof value;
}

/** One fault found after the request was read, as the same error. */
export function refuse(subject: string, path: string, code: string, message: string): never {
  throw new AppError('invalid', `The ${subject} request is invalid: ${message}`, { issues: [{ path, code, message }] });
}

/** Passes a result on when every number in it is finite; otherwise the data overflow a double and the request is refused. */
export function finiteResult<T>(subject: string, result: T): T {
  if (!isFiniteThroughout(result)) {
    refuse(
      subject,
      '/data',
      'not-representable',
      'The result cannot be represented; the values are too large or too small, rescale their unit.',
    );
  }
  return result;
}

function isFiniteThroughout(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isFiniteThroughout);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isFiniteThroughout);
  return true;
}
