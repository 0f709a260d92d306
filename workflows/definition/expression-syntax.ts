// The seam to the expression room: one question, what is wrong with this source when these names are known.
export interface ExpressionFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Set when the only fault is a $name that is not in scope. */
  readonly variable?: string;
}

export function isRuntimeExpression(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('${') && trimmed.endsWith('}');
}

export function unwrap(text: string): string {
  return text.trim().slice(2, -1).trim();
}

export function expressionFault(_source: string, _variables: ReadonlySet<string>): ExpressionFault | undefined {
  return undefined;
}
