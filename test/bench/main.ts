// `npm run bench [name ...]`: every benchmark prints medians beside a named other, measured in one run. Never a test.
import { benchChains } from './chains.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  chains: benchChains,
  platform: async () => await (await import('./platform.ts')).benchPlatform(),
  expression: async () => await (await import('./expression.ts')).benchExpression(),
  quality: async () => await (await import('./quality.ts')).benchQuality(),
  report: async () => await (await import('./report.ts')).benchReport(),
};

const asked = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n== ${name}`);
  await bench();
}
process.exit(0);
