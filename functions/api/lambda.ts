// Entry of the API on Lambda: reads environment and secrets once, then answers function-URL events, streaming. Nothing native may be imported here.
import { fileURLToPath } from 'node:url';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { streamHandle } from 'hono/aws-lambda';
import { AppError } from '../../workflows/definition/errors.ts';
import { openArtifactStore } from '../../workflows/payload/open-store.ts';
import { createLogger } from '../shared/logging.ts';
import { readAssets } from '../web/asset-folder.ts';
import { readApiEnv } from './env.ts';
import { createLambdaApp } from './lambda-app.ts';

const env = readApiEnv(process.env);
const secrets = new SecretsManagerClient({});
const parameters = new SSMClient({});

async function secret(id: string): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
  if (SecretString === undefined) throw new AppError('unavailable', `The secret ${id} has no text.`);
  return SecretString;
}

async function baseUrl(): Promise<string> {
  const { Parameter } = await parameters.send(new GetParameterCommand({ Name: env.BASE_URL_PARAMETER }));
  if (Parameter?.Value === undefined) throw new AppError('unavailable', `The parameter ${env.BASE_URL_PARAMETER} has no value.`);
  return Parameter.Value;
}

const [url, password, signInSecret, payloadKey, apiKey, assets] = await Promise.all([
  baseUrl(),
  secret(env.DATABASE_PASSWORD_SECRET),
  secret(env.SIGN_IN_SECRET),
  secret(env.PAYLOAD_KEY_SECRET),
  env.TEMPORAL_API_KEY_SECRET === '' ? undefined : secret(env.TEMPORAL_API_KEY_SECRET),
  readAssets(fileURLToPath(new URL('./assets', import.meta.url))),
]);

export const handler = streamHandle(
  createLambdaApp({
    baseUrl: url,
    databaseUrl: `postgres://${env.DATABASE_USER}:${encodeURIComponent(password)}@${env.DATABASE_HOST}/${env.DATABASE_NAME}?sslmode=${env.DATABASE_SSLMODE}`,
    signInSecret,
    payloadKey,
    temporal: { address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE, ...(apiKey === undefined ? {} : { apiKey }) },
    store: openArtifactStore(env.ARTIFACT_STORE, env.AWS_REGION),
    assets,
    logger: createLogger((line) => process.stdout.write(`${line}\n`)),
  }) as Parameters<typeof streamHandle>[0],
);
