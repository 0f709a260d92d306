// Ends a run with one plain line of counts, and fails it under CI when a test was skipped that test/allowed-skips.json does not name,
// or when nothing ran at all: a suite that silently skips is not green.
import { readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const broken = modules.filter((module) => module.errors().length > 0).length;
    process.stdout.write(`\n${count('passed')} passed, ${count('failed') + broken} failed, ${skipped.length} skipped\n`);
    if (!process.env['CI']) return;
    const unexpected = skipped.filter((test) => !allowed(test));
    for (const test of unexpected) process.stdout.write(`Skipped without a reason in test/allowed-skips.json: ${test.fullName}\n`);
    if (unexpected.length > 0 || count('passed') === 0) process.exitCode = 1;
  }
}

function allowed(test: TestCase): boolean {
  const { reasons } = JSON.parse(readFileSync(new URL('../allowed-skips.json', import.meta.url), 'utf8')) as {
    reasons: Record<string, string>;
  };
  return Object.hasOwn(reasons, test.fullName);
}
