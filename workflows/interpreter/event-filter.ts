// Whether a CloudEvent fits a filter: attributes by value, expression or (type, source, subject) pattern; correlation by key.
import type { EventFilter } from '../definition/document.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import { isJsonObject } from '../definition/json.ts';
import { isRuntimeExpression } from '../expression/runtime-expression.ts';
import { evaluateField, evaluateValue, testCondition, type At } from './evaluation.ts';
import type { Frame } from './frame.ts';
import type { Session } from './session.ts';

/** `correlation` keeps the value each key was first seen with, when the filter does not say what to expect. */
export function eventMatches(session: Session, filter: EventFilter, event: JsonObject, at: At, correlation: Frame): boolean {
  for (const [name, wanted] of Object.entries(filter.with)) {
    if (!attributeMatches(session, name, wanted, event, at)) return false;
  }
  for (const [key, definition] of Object.entries(filter.correlate ?? {})) {
    const actual = evaluateField(session, definition.from, event['data'] ?? null, at);
    const expected =
      definition.expect === undefined
        ? (correlation[key] as Json | undefined)
        : evaluateField(session, definition.expect, at.input ?? null, at);
    if (expected === undefined) correlation[key] = actual;
    else if (!equal(expected, actual)) return false;
  }
  return true;
}

function attributeMatches(session: Session, name: string, wanted: Json, event: JsonObject, at: At): boolean {
  const actual = event[name] ?? null;
  if (typeof wanted === 'string' && isRuntimeExpression(wanted)) {
    // `data` and friends are conditions on the attribute; an expression that gives no truth value is compared instead.
    const value = evaluateValue(session, wanted, actual, at);
    return typeof value === 'boolean' ? value : equal(value, actual);
  }
  if (name === 'data' && isJsonObject(wanted))
    return isJsonObject(actual) && Object.entries(wanted).every(([key, value]) => equal(value, actual[key] ?? null));
  if (name === 'data' && typeof wanted === 'string') return testCondition(session, wanted, actual, at);
  return equal(wanted, actual);
}

function equal(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && (left as Json[]).every((entry, index) => equal(entry, (right as Json[])[index] ?? null));
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key] ?? null, right[key] ?? null))
  );
}
