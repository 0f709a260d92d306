// What every check is given: the document as a whole, what is in scope at this place, and where to say what is wrong.
import type { CatalogEntry } from './catalog-entry.ts';
import type { WorkflowDocument } from './document.ts';
import type { Issue } from './issue.ts';
import type { DocumentCode, IssueCode, ValueCode } from './issue-codes.ts';
import type { Json } from './json.ts';

/** The catalog as the checks read it: a name that is not there gives undefined. */
export type CatalogOf = Readonly<Record<string, CatalogEntry | undefined>>;
export type ResolveWorkflow = (reference: { namespace: string; name: string; version?: string }) => WorkflowDocument | undefined;

/** An issue before its line is known. */
export type FoundIssue = Issue & {
  /** Which line of the value itself is meant, 1-based, where the value has several. */
  readonly lineWithin?: number;
};

/** Names that the document itself declares under `use`. */
export interface Declared {
  readonly functions: ReadonlySet<string>;
  readonly errors: ReadonlySet<string>;
  readonly retries: ReadonlySet<string>;
  readonly timeouts: ReadonlySet<string>;
  readonly authentications: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

export interface Checking {
  readonly document: Json;
  readonly catalog: CatalogOf;
  readonly declared: Declared;
  /** $names that an expression here may use. */
  readonly variables: ReadonlySet<string>;
  /** Whether $secrets and $authorization may stand here. */
  readonly secrets: boolean;
  /** Inside a concurrent `for`: no export. */
  readonly concurrent: boolean;
  readonly knowsTimezone: (name: string) => boolean;
  readonly issues: FoundIssue[];
  readonly warnings: FoundIssue[];
}

/** Holds one value at one place to one rule, adding what is wrong to `checking.issues`. */
export type Check = (checking: Checking, value: Json, path: string) => void;

export const BASE_VARIABLES: ReadonlySet<string> = new Set([
  'context',
  'input',
  'output',
  'secrets',
  'authorization',
  'task',
  'workflow',
  'runtime',
]);

export function report(checking: Checking, path: string, code: DocumentCode | ValueCode, message: string, messageKo: string): void {
  checking.issues.push({ path, code, message, messageKo });
}

export function warn(checking: Checking, path: string, code: IssueCode, message: string, messageKo: string): void {
  checking.warnings.push({ path, code, message, messageKo });
}

export function withVariables(checking: Checking, ...names: readonly string[]): Checking {
  return { ...checking, variables: new Set([...checking.variables, ...names]) };
}
