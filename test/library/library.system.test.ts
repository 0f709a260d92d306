// Each shipped definition from its form to its end on a real Temporal server: people, model, files and effects answer from the fixture,
// everything that is computed is computed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createYamlRunner, type YamlRunner } from '../support/run-yaml.ts';
import { libraryFile, libraryFixture, libraryNames } from './library-files.ts';

let runner: YamlRunner;
beforeAll(async () => {
  runner = await createYamlRunner();
});
afterAll(async () => await runner?.stop());

describe.each(libraryNames)('%s', (name) => {
  test.each(libraryFixture(name).cases.map((one) => [one.name, one] as const))('%s', async (_name, { input, mocks, expect: wanted }) => {
    const outcome = await runner.runFile(libraryFile(name), input, mocks);
    const ran = outcome.steps.filter((step) => step.status === 'completed').map((step) => step.name);
    expect({ status: outcome.status, error: outcome.error, output: outcome.output, ran }).toMatchObject({
      status: 'completed',
      output: wanted.output,
      ran: wanted.steps,
    });
  });
});
