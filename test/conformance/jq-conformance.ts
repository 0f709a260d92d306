// Runs a file of jq cases through the evaluator and says which pass, which are not asked, and which fail unexplained.
import { runFilter, readJson } from '../../workflows/expression/batch.ts';
import type { Json } from '../../workflows/definition/json.ts';
import { ExpressionError } from '../../workflows/expression/expression-error.ts';
import { compile } from '../../workflows/expression/program.ts';
import { equalValues } from '../../workflows/expression/value.ts';
import { readCases, unusable, type JqCase } from './jq-cases.ts';

export interface ConformanceResult {
  readonly passed: number;
  readonly usable: number;
  readonly total: number;
  /** Reason to number of cases that are not asked. */
  readonly excluded: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly line: number; readonly program: string; readonly got: string }[];
}

export function runCases(text: string): ConformanceResult {
  const cases = readCases(text);
  const excluded: Record<string, number> = {};
  const failed: { line: number; program: string; got: string }[] = [];
  let passed = 0;
  for (const item of cases) {
    const reason = unusable(item.program);
    if (reason !== undefined) excluded[reason] = (excluded[reason] ?? 0) + 1;
    else {
      const got = complaint(item);
      if (got === undefined) passed += 1;
      else failed.push({ line: item.line, program: item.program, got });
    }
  }
  return { passed, usable: passed + failed.length, total: cases.length, excluded, failed };
}

/** Undefined when the case passes. Like jq's own runner it compares values, and reads expected lines as far as they go. */
function complaint({ program, input, expected, mustFail }: JqCase): string | undefined {
  // After `%%FAIL` the second line is the message jq prints, not an input.
  if (mustFail) return isCompiled(program) ? 'compiles' : undefined;
  const result = runFilter(program, readJson(input));
  const wanted = expected.map(readJson);
  const isSame = result.outputs.length === wanted.length && result.outputs.every((output, index) => same(output, wanted[index] ?? null));
  return isSame ? undefined : `${JSON.stringify(result.outputs)} ${result.error ?? ''}`.trim();
}

function isCompiled(program: string): boolean {
  try {
    compile(program, { variables: [] });
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

function same(left: Json, right: Json): boolean {
  return equalValues(left, right) || JSON.stringify(left) === JSON.stringify(right);
}
