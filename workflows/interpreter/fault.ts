// Errors inside a run: ApplicationFailure is the only thing the interpreter throws, and it always carries a WorkflowError.
import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, isCancellation } from '@temporalio/workflow';
import type { WorkflowError } from '../definition/transition.ts';

const SPEC = 'https://serverlessworkflow.io/spec/1.0.0/errors/';

/** The eight standard error types of the specification with their statuses. */
const STATUS = {
  configuration: 400,
  validation: 400,
  expression: 400,
  authentication: 401,
  authorization: 403,
  timeout: 408,
  communication: 500,
  runtime: 500,
} as const;
export type StandardErrorType = keyof typeof STATUS;

/** Makes the failure of a standard error; `instance` is the JSON Pointer of the task. */
export function fault(
  type: StandardErrorType,
  instance: string,
  detail: string,
  extra: { status?: number; title?: string } = {},
): ApplicationFailure {
  return raise({ type: `${SPEC}${type}`, status: extra.status ?? STATUS[type], title: extra.title ?? TITLES[type], detail, instance });
}

const TITLES: Readonly<Record<StandardErrorType, string>> = {
  configuration: 'The definition cannot be carried out',
  validation: 'The data does not fit its schema',
  expression: 'An expression failed',
  authentication: 'Not authenticated',
  authorization: 'Not allowed',
  timeout: 'Timed out',
  communication: 'A call failed',
  runtime: 'A task failed',
};

export function raise(error: WorkflowError): ApplicationFailure {
  return ApplicationFailure.create({
    message: error.detail ?? error.title ?? error.type,
    type: error.type,
    nonRetryable: true,
    details: [error],
  });
}

/** The WorkflowError inside whatever a task threw. A cancellation is not an error and must be rethrown before this is asked. */
export function errorOf(thrown: unknown, instance: string): WorkflowError {
  const failure = thrown instanceof ActivityFailure || thrown instanceof ChildWorkflowFailure ? (thrown.cause ?? thrown) : thrown;
  if (failure instanceof ApplicationFailure) {
    const carried = failure.details?.[0];
    if (isWorkflowError(carried)) return carried.instance === undefined ? { ...carried, instance } : carried;
    return { type: `${SPEC}runtime`, status: 500, title: TITLES.runtime, detail: failure.message, instance };
  }
  // A bug of ours must end the run as faulted, never loop the workflow task for ever.
  const message = failure instanceof Error ? failure.message : 'unknown';
  return { type: `${SPEC}runtime`, status: 500, title: TITLES.runtime, detail: message, instance };
}

function isWorkflowError(value: unknown): value is WorkflowError {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as WorkflowError).type === 'string' &&
    typeof (value as WorkflowError).status === 'number'
  );
}

/** Both hosts of the specification name the same standard type. */
export function sameErrorType(left: string, right: string): boolean {
  return normalType(left) === normalType(right);
}

function normalType(type: string): string {
  return type.replace(
    /^https?:\/\/(?:https?:\/\/)?(?:www\.)?(?:serverlessworkflow\.io|open-workflow-specification\.org)\/(?:spec\/[^/]+\/errors|dsl\/errors\/types)\//,
    'spec:',
  );
}

export function rethrowCancellation(thrown: unknown): void {
  if (isCancellation(thrown)) throw thrown;
}
