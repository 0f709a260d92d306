// Runs after `npm ci`: builds the workflow bundle and the browser scripts ahead, so that the first start is quick.
// Never fails an install: whatever is missing is built at the first start instead.
import { register } from 'tsx/esm/api';

try {
  register();
  const force = process.argv.includes('--force');
  const { workflowBundle } = await import('../../workflows/worker/workflow-bundle.ts');
  await workflowBundle({ force });
} catch (error) {
  process.stderr.write(`aix: nothing was built ahead (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}); the first start will do it.\n`);
}
