// Says everything that is wrong with a parsed document, at once: each issue with its path, line, column, stable code and remedy.
import { BASE_VARIABLES, type CatalogOf, type Checking, type Declared, type FoundIssue, type ResolveWorkflow } from './checking.ts';
import { checkDocument } from './document-check.ts';
import { checkFlow } from './flow-check.ts';
import { checkFunctionCycles } from './function-cycle.ts';
import type { WorkflowDocument } from './document.ts';
import type { Issue } from './issue.ts';
import { isJsonObject, type Json } from './json.ts';
import type { Place, SourceMap } from './source-map.ts';
import { checkTaskCount } from './task-count.ts';
import { knowsTimezone } from './timezone.ts';
import { checkWorkflowCycles } from './workflow-cycle.ts';

export interface ValidateOptions {
  readonly catalog: CatalogOf;
  /** From parseDocument; without it issues carry no line. */
  readonly source?: SourceMap;
  /** Finds another workflow's document, for cycles of run.workflow; without it only a workflow that runs itself is found. */
  readonly resolveWorkflow?: ResolveWorkflow;
  /** Whether an IANA time zone exists; by default asks Intl where there is one. */
  readonly knowsTimezone?: (name: string) => boolean;
}

export interface Validation {
  /** Empty when the document may be published. In order of line. */
  readonly issues: readonly Issue[];
  /** What is probably not meant, but harms nothing. */
  readonly warnings: readonly Issue[];
}

/** Never throws, whatever the document. */
export function validateDocument(document: WorkflowDocument, options: ValidateOptions): Validation {
  const json = document as unknown as Json;
  const checking: Checking = {
    document: json,
    catalog: options.catalog,
    declared: declaredIn(json),
    variables: BASE_VARIABLES,
    secrets: false,
    concurrent: false,
    knowsTimezone: options.knowsTimezone ?? knowsTimezone,
    issues: [],
    warnings: [],
  };
  if (checkTaskCount(checking)) {
    checkDocument(checking, json, '');
    checkFlow(checking);
    checkFunctionCycles(checking);
    checkWorkflowCycles(checking, options.resolveWorkflow);
  }
  return { issues: placed(checking.issues, options.source), warnings: placed(checking.warnings, options.source) };
}

function declaredIn(document: Json): Declared {
  const use = isJsonObject(document) && isJsonObject(document['use']) ? document['use'] : {};
  const names = (key: string): ReadonlySet<string> => new Set(isJsonObject(use[key]) ? Object.keys(use[key]) : []);
  const secrets = Array.isArray(use['secrets']) ? use['secrets'].filter((name): name is string => typeof name === 'string') : [];
  return {
    functions: names('functions'),
    errors: names('errors'),
    retries: names('retries'),
    timeouts: names('timeouts'),
    authentications: names('authentications'),
    secrets: new Set(secrets),
  };
}

/** Adds lines, drops what was said twice at one place, and sorts by place. */
function placed(issues: readonly FoundIssue[], source: SourceMap | undefined): Issue[] {
  const seen = new Set<string>();
  const fresh = issues.filter((issue) => {
    const key = `${issue.path}\n${issue.code}\n${issue.message}`;
    return !seen.has(key) && seen.add(key);
  });
  const plain = fresh.map(({ lineWithin, ...issue }) => ({ ...issue, ...(source ? placeOf(source, issue.path, lineWithin) : {}) }));
  return source ? plain.sort((left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0)) : plain;
}

function placeOf(source: SourceMap, path: string, lineWithin = 1): Place {
  if (lineWithin <= 1) return source.locate(path);
  const start = source.locateValue(path);
  return { line: start.line + lineWithin - 1, column: start.column };
}
