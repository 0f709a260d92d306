// `aix demo`: published data through the running platform (or one of its own), an approval by the quality manager, and where to look.
import { AppError } from '../../../workflows/definition/errors.ts';
import { readRunning } from '../../local/data-folder.ts';
import { layoutOf, readLocalEnv } from '../../local/env.ts';
import { EXIT, type Command, type CommandIo } from '../command-io.ts';
import { createDemoClient, type DemoClient } from '../demo-client.ts';
import { JUICE_CANS, PRODUCTION_SHIFT, VISCOSITY } from '../demo-data.ts';

const PATIENCE = 120_000;

export const demoCommand: Command = async (args, io) => {
  if (args.length > 0) throw new AppError('usage', 'aix demo takes no arguments; AIX_URL names the platform (default: this machine).');
  const env = readLocalEnv(io.env);
  const url = io.env['AIX_URL'] || (await runningHere(layoutOf(env.dataDir).running)) || `http://127.0.0.1:${env.PORT}`;
  if (await answers(url)) return await demo(url, io);
  if (io.env['AIX_URL'])
    throw new AppError('unavailable', `No AIX answers at ${url}; start it, or unset AIX_URL to let the demo start one.`);
  return await onOwnPlatform(io);
};

async function runningHere(path: string): Promise<string | undefined> {
  return readRunning(path)?.baseUrl;
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz`).catch(() => undefined);
  return answer?.status === 200;
}

async function onOwnPlatform(io: CommandIo): Promise<number> {
  io.stdout('No AIX runs here; starting one for the demo ...\n');
  const { startLocal } = await import('../../local/platform.ts');
  const { freePort } = await import('../../local/temporal.ts');
  const port = await freePort();
  // The data of this machine's platform is used, so that the runs are there at the next start.
  const env = readLocalEnv({ ...io.env, PORT: String(port), BASE_URL: `http://127.0.0.1:${port}` });
  const platform = await startLocal(env, { progress: (line) => io.stdout(`${line}\n`), timingFactor: 0.2 });
  try {
    const later = readLocalEnv(io.env).baseUrl;
    const code = await demo(`http://127.0.0.1:${port}`, io, later);
    io.stdout(`The demo's own platform stops now; "npm start" shows all of this at ${later}.\n`);
    return code;
  } finally {
    await platform.stop();
  }
}

/** `shownUrl`: where people will open the pages, when that is not where the demo talks to. */
async function demo(url: string, io: CommandIo, shownUrl = url): Promise<number> {
  const say = (line: string): void => io.stdout(`${line}\n`);
  const [operator, inspector, quality, planner] = await Promise.all(
    ['operator', 'inspector', 'quality', 'planner'].map(async (name) => await createDemoClient(url, name)),
  );
  if (!operator || !inspector || !quality || !planner) throw new AppError('internal', 'The demo users could not sign in.');
  say(`AIX at ${url}`);
  say(
    '1. Viscosity of 20 batches (Montgomery, example 6.5) as an incoming lot: the chart has a signal, so K1 is asked and a person decides.',
  );
  const lot = await inspector.submit('quality', 'incoming-inspection', VISCOSITY);
  say('2. Defective juice cans, 30 samples of 50 (Montgomery, example 7.1) as an in-process inspection.');
  const cans = await operator.submit('quality', 'in-process-inspection', JUICE_CANS);
  say('3. A shift of production counts on two lines, then the shift report.');
  const counts = await Promise.all(PRODUCTION_SHIFT.map(async (input) => await operator.submit('production', 'production-count', input)));
  await Promise.all(counts.map(async (run) => await operator.waitForRun(run, PATIENCE)));
  const shift = await planner.submit('production', 'shift-report', { hours: 24 });
  const task = await quality.waitForTask(lot, PATIENCE);
  say(`4. The quality manager approves "${task.title}".`);
  await quality.approve(task.id, '4번 배치는 시료 채취 오류로 확인됨. 나머지는 규격 안.');
  const runs = [
    ['Incoming inspection', lot, quality],
    ['In-process inspection', cans, quality],
    ['Shift report', shift, planner],
  ] as const;
  for (const [title, runId, client] of runs) await report(shownUrl, title, runId, client, say);
  say('');
  say(`Sign in at ${shownUrl}/sign-in as "quality" (password demo-quality) to see them.`);
  return EXIT.ok;
}

async function report(url: string, title: string, runId: string, client: DemoClient, say: (line: string) => void): Promise<void> {
  const run = await client.waitForRun(runId, PATIENCE);
  say('');
  say(`${title}: ${run.state}`);
  say(`  run     ${url}/runs/${runId}`);
  for (const made of await client.reportsOf(runId)) {
    say(`  report  ${url}/reports/${made.id}`);
    for (const file of made.files) say(`  ${file.format.padEnd(7)} ${url}/api/v1/artifacts/${file.artifactId}/content`);
  }
  if (run.state !== 'completed') throw new AppError('internal', `${title} ended as ${run.state}; its page says why: ${url}/runs/${runId}`);
}
