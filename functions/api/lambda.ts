// Entry of the API on Lambda: reads environment and secrets once, then answers function-URL events, streaming. Nothing native may be imported here.
import { fileURLToPath } from 'node:url';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { streamHandle } from 'hono/aws-lambda';
import { AppError } from '../../workflows/definition/errors.ts';
import { openArtifactStore } from '../../workflows/payload/open-store.ts';
import { createLogger } from '../shared/logging.ts';
import { readAssets } from '../web/asset-folder.ts';
import { readApiEnv } from './env.ts';
import { createLambdaApp } from './lambda-app.ts';
import { readSecrets } from './lambda-secrets.ts';

const env = readApiEnv(process.env);

async function baseUrl(): Promise<string> {
  const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: env.BASE_URL_PARAMETER }));
  if (Parameter?.Value === undefined) throw new AppError('unavailable', `The parameter ${env.BASE_URL_PARAMETER} has no value.`);
  return Parameter.Value;
}

const [url, secrets, assets] = await Promise.all([
  baseUrl(),
  readSecrets(env),
  readAssets(fileURLToPath(new URL('./assets', import.meta.url))),
]);

export const handler = streamHandle(
  createLambdaApp({
    ...secrets,
    baseUrl: url,
    store: openArtifactStore(env.ARTIFACT_STORE, env.AWS_REGION),
    assets,
    logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  }) as Parameters<typeof streamHandle>[0],
);
