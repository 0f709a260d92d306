// The whole way from text to a definition that may be published: read, check, name and hash it.
import type { WorkflowDocument } from './document.ts';
import { hashDocument } from './hash.ts';
import type { Issue } from './issue.ts';
import { parseDocument } from './parse.ts';
import { validateDocument, type ValidateOptions } from './validate.ts';

export interface DefinitionName {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** Hex SHA-256 of the document's RFC 8785 form. */
  readonly hash: string;
}

export interface TextValidation {
  readonly valid: boolean;
  /** Present when valid. */
  readonly definition?: DefinitionName;
  /** Present whenever the text could be read, valid or not. */
  readonly document?: WorkflowDocument;
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Never throws. What could not be read at all is not checked further; repeated or forbidden keys are said beside everything else. */
export function validateText(text: string, options: Omit<ValidateOptions, 'source'>): TextValidation {
  const { document, issues, source } = parseDocument(text);
  if (!document) return { valid: false, issues, warnings: [] };
  const checked = validateDocument(document, { ...options, source });
  const all = [...issues, ...checked.issues].sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
  if (all.length > 0) return { valid: false, document, issues: all, warnings: checked.warnings };
  const { namespace, name, version } = document.document;
  return {
    valid: true,
    definition: { namespace, name, version, hash: hashDocument(document) },
    document,
    issues: [],
    warnings: checked.warnings,
  };
}
