// Errors as HTTP answers (RFC 9457 problem+json). One of the two exhaustive mappings of AppErrorCode; unknown errors leave only a code and a request id.
import { AppError, type AppErrorCode } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';

/** HTTP status and the title that stays the same for every occurrence. */
export const HTTP_ERRORS: Readonly<Record<AppErrorCode, { readonly status: number; readonly title: string }>> = {
  usage: { status: 400, title: 'The request cannot be understood' },
  unreadable: { status: 400, title: 'The body cannot be read' },
  invalid: { status: 422, title: 'The input is not valid' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict with what is already there' },
  forbidden: { status: 403, title: 'Not allowed' },
  unauthenticated: { status: 401, title: 'Sign-in needed' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Content type not accepted here' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available at the moment' },
  'budget-exceeded': { status: 422, title: 'A budget was used up' },
  'model-starting': { status: 503, title: 'The model is starting' },
  'model-refused': { status: 422, title: 'The model refused' },
  'model-failed': { status: 502, title: 'The model failed' },
  'needs-platform': { status: 501, title: 'Needs a running platform' },
  'mock-missing': { status: 422, title: 'A mock is missing' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: AppErrorCode;
  readonly requestId: string;
  readonly issues?: readonly Issue[];
  readonly [extension: string]: unknown;
}

/** Facts of an AppError's context that an answer may show; everything else stays in the log. */
const SHOWN_FACTS = ['first', 'submissionId', 'runId', 'state', 'retryAfterSeconds', 'expected', 'limit', 'latestVersion'] as const;

export function problemOf(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError && error.code !== 'internal' ? error : undefined;
  const code = known?.code ?? 'internal';
  const { status, title } = HTTP_ERRORS[code];
  const facts = Object.fromEntries(
    SHOWN_FACTS.flatMap((name) => (known?.context[name] === undefined ? [] : [[name, known.context[name]]])),
  );
  return {
    type: `urn:aix:error:${code}`,
    title,
    status,
    detail: known?.message ?? `The error has been recorded. Give this number to support: ${requestId}.`,
    code,
    requestId,
    ...(known !== undefined && known.issues.length > 0 ? { issues: known.issues } : {}),
    ...facts,
  };
}

/** Seconds, as the error says, or five. */
function retryAfter(problem: Problem): string {
  const seconds = problem['retryAfterSeconds'];
  return typeof seconds === 'number' ? String(seconds) : '5';
}

export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' });
  if (problem.status === 429 || problem.status === 503) headers.set('retry-after', retryAfter(problem));
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="aix"');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
