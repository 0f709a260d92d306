// What a refused request says, for tests.
import { AppError } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';

/** The issues of the AppError('invalid') that a call throws; none when it does not throw. Anything else thrown goes on. */
export function issuesOf(run: () => unknown): readonly Issue[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error.issues;
    throw error;
  }
}
