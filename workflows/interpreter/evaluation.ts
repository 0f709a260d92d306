// Expressions as the interpreter uses them: the run's own variables, its meter, and faults that name the task.
import type { Json, JsonObject } from '../definition/json.ts';
import { ExpressionError } from '../expression/expression-error.ts';
import { evaluateCondition, evaluateTemplate, isRuntimeExpression } from '../expression/runtime-expression.ts';
import { fault } from './fault.ts';
import type { Scope } from './scope.ts';
import { type Session, workflowDescriptor } from './session.ts';

export interface At {
  /** JSON Pointer of the task, for the error's `instance`. */
  readonly path: string;
  readonly scope: Scope;
  /** $input: the task's transformed input. */
  readonly input?: Json;
  /** $output, where there is one. */
  readonly output?: Json;
}

/** Evaluates every `${ }` inside a value. */
export function evaluateValue(session: Session, value: Json, on: Json, at: At): Json {
  return guarded(at, () => evaluateTemplate(value, on, options(session, at)));
}

/** Evaluates a field that is an expression by type (from, as, in): its text may stand with or without `${ }`; a tree is a template. */
export function evaluateField(session: Session, value: Json, on: Json, at: At): Json {
  if (typeof value === 'string' && !isRuntimeExpression(value)) return evaluateValue(session, `\${ ${value} }`, on, at);
  return evaluateValue(session, value, on, at);
}

export function testCondition(session: Session, text: string, on: Json, at: At): boolean {
  return guarded(at, () => evaluateCondition(text, on, options(session, at)));
}

function options(session: Session, at: At) {
  return {
    mode: session.document.evaluate?.mode ?? ('strict' as const),
    variables: variablesFor(session, at),
    now: () => session.now().getTime(),
    meter: session.work.meter,
  };
}

/** Lazily built parts matter: $workflow holds the whole document and most expressions never ask for it, so it is one shared object. */
export function variablesFor(session: Session, at: At): JsonObject {
  return {
    context: session.context,
    input: at.input ?? null,
    output: at.output ?? null,
    task: at.scope.task ?? null,
    workflow: workflowOf(session),
    runtime: RUNTIME,
    ...at.scope.variables,
  };
}

const RUNTIME: JsonObject = { name: 'aix', version: '1', metadata: {} };

const descriptors = new WeakMap<Session, JsonObject>();
function workflowOf(session: Session): JsonObject {
  const known = descriptors.get(session);
  if (known) return known;
  const made = workflowDescriptor(session);
  descriptors.set(session, made);
  return made;
}

function guarded<T>(at: At, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionError) throw fault('expression', at.path, error.message);
    throw error;
  }
}
