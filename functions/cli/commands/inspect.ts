// `aix inspect <subject>`: the pure quality functions as a command, one JSON object on stdin, one on stdout. Pictures: inspect-image-compare.ts.
import { AppError } from '../../../workflows/definition/errors.ts';
import { acceptanceSampling } from '../../../workflows/quality/acceptance-sampling.ts';
import { capability } from '../../../workflows/quality/capability.ts';
import { attributeAgreement } from '../../../workflows/quality/attribute-agreement.ts';
import { controlChart } from '../../../workflows/quality/control-chart.ts';
import { gaugeStudy } from '../../../workflows/quality/gauge-study.ts';
import { identicalSeries } from '../../../workflows/quality/identical-series.ts';
import { kpi } from '../../../workflows/quality/kpi.ts';
import { linearityBias } from '../../../workflows/quality/linearity-bias.ts';
import { operatingCharacteristic } from '../../../workflows/quality/operating-characteristic.ts';
import { pareto } from '../../../workflows/quality/pareto.ts';
import { switching } from '../../../workflows/quality/switching.ts';
import { varianceTests } from '../../../workflows/quality/variance-tests.ts';
import { variablesPlan } from '../../../workflows/quality/variables-plan.ts';
import { yieldFigures } from '../../../workflows/quality/yield.ts';
import { EXIT, type CommandIo } from '../command-io.ts';
import { parseJsonText, readAll } from './inspect-input.ts';

/** Each function reads and checks its own request, so untrusted JSON may be handed over as it is. */
const subjects: Readonly<Record<string, (request: never) => unknown>> = {
  'control-chart': controlChart,
  'acceptance-sampling': acceptanceSampling,
  capability,
  'gauge-study': gaugeStudy,
  'attribute-agreement': attributeAgreement,
  'identical-series': identicalSeries,
  kpi,
  'linearity-bias': linearityBias,
  'operating-characteristic': operatingCharacteristic,
  pareto,
  switching,
  'variables-plan': variablesPlan,
  'variance-tests': varianceTests,
  yield: yieldFigures,
};

/** Exit 0 with a result for every verdict; a bad request throws AppError (2 invalid, 1 usage or unreadable). */
export async function inspectCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const [subject, ...rest] = args;
  const known = [...Object.keys(subjects), 'image-compare'].join(', ');
  if (subject === undefined || subject === '--help' || subject === '-h') {
    if (subject === undefined) throw new AppError('usage', `Name what to inspect: ${known}.`);
    io.stdout(`aix inspect <${known.replaceAll(', ', '|')}>: one JSON object on stdin, one on stdout (docs/quality.md)\n`);
    return EXIT.ok;
  }
  // The picture decoder is loaded only when pictures come: a chart must not wait for it.
  if (subject === 'image-compare') return (await import('./inspect-image-compare.ts')).inspectImageCompare(rest, io);
  const run = Object.hasOwn(subjects, subject) ? subjects[subject] : undefined;
  if (!run) throw new AppError('usage', `There is no inspection "${subject}". Known: ${known}.`);
  if (rest[0] !== undefined)
    throw new AppError('usage', `"${rest[0]}" is not understood; aix inspect ${subject} reads its request as JSON from stdin.`);
  const request = parseJsonText(await readAll(io.stdin));
  io.stdout(`${JSON.stringify(run(request as never))}\n`);
  return EXIT.ok;
}
