// `npm run conformance`: how much of the outside yardsticks passes. Prints counts, reasons and every failure; exits 1 below 95 %.
import { existsSync, readFileSync } from 'node:fs';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { runCases } from './jq-conformance.ts';

const MANUAL = new URL('../../../shared/data/jq/man.test', import.meta.url);

function main(): number {
  const files = process.argv.slice(2);
  const suites = [...(existsSync(MANUAL) ? [['jq manual', MANUAL] as const] : []), ...files.map((file) => [file, file] as const)];
  if (suites.length === 0) console.log('jq manual: ../shared/data/jq/man.test is absent; name a file of jq cases instead');
  let isGood = true;
  for (const [name, file] of suites) {
    const { passed, usable, total, excluded, failed } = runCases(readFileSync(file, 'utf8'));
    console.log(`${name}: ${passed} of ${usable} usable passed (${((100 * passed) / usable).toFixed(1)} %), ${total} cases in all`);
    for (const [reason, count] of Object.entries(excluded)) console.log(`  not asked: ${count} (${reason})`);
    for (const { line, program, got } of failed) console.log(`  failed: line ${line}: ${program}\n    got ${got}`);
    isGood &&= passed >= 0.95 * usable;
  }
  console.log(`known differences from jq 1.8: ${KNOWN_DIFFERENCES.length}`);
  for (const { name, reason } of KNOWN_DIFFERENCES) console.log(`  ${name}: ${reason}`);
  return isGood ? 0 : 1;
}

process.exitCode = main();
