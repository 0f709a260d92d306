// `aix validate FILE`: says everything that is wrong with a definition, or names and hashes it. No network, no database.
import { catalog } from '../../../workflows/catalog/catalog.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { Issue } from '../../../workflows/definition/issue.ts';
import { validateText } from '../../../workflows/definition/validate-text.ts';
import { EXIT, type CommandIo } from '../command-io.ts';

const USAGE = 'aix validate FILE';

/**
 * stdout: {"valid":true,"definition":{...},"warnings":[...]}.
 * @throws AppError `invalid` with every issue, `usage`, `unreadable`; the caller turns it into one line on stderr and an exit code.
 */
export async function validateCommand(args: readonly string[], io: Pick<CommandIo, 'stdout' | 'readFile'>): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith('-') || rest.length > 0) throw new AppError('usage', USAGE);
  const { valid, definition, issues, warnings } = validateText(await io.readFile(file), { catalog });
  if (!valid) throw new AppError('invalid', summary(file, issues.length), { issues });
  io.stdout(`${JSON.stringify({ valid: true, definition, warnings: warnings.map(shown) })}\n`);
  return EXIT.ok;
}

function summary(file: string, count: number): string {
  return `${file} is not a valid definition: ${count} ${count === 1 ? 'issue' : 'issues'}.`;
}

function shown({ path, code, message, line }: Issue): Pick<Issue, 'path' | 'code' | 'message' | 'line'> {
  return { path, code, message, ...(line === undefined ? {} : { line }) };
}
