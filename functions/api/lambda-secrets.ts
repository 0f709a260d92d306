// What the functions of the cloud read at their start: secrets by reference, and the addresses made of them. No clients of ours here.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AppError } from '../../workflows/definition/errors.ts';
import type { ApiEnv } from './env.ts';

export interface CloudSecrets {
  readonly databaseUrl: string;
  readonly signInSecret: string;
  /** 32 bytes in hex. */
  readonly payloadKey: string;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly apiKey?: string };
}

/** @throws AppError 'unavailable' naming the secret that has no text. */
export async function readSecrets(env: ApiEnv): Promise<CloudSecrets> {
  const client = new SecretsManagerClient({});
  const secret = async (id: string): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (SecretString === undefined) throw new AppError('unavailable', `The secret ${id} has no text.`);
    return SecretString;
  };
  const [password, signInSecret, payloadKey, apiKey] = await Promise.all([
    secret(env.DATABASE_PASSWORD_SECRET),
    secret(env.SIGN_IN_SECRET),
    secret(env.PAYLOAD_KEY_SECRET),
    env.TEMPORAL_API_KEY_SECRET === '' ? undefined : secret(env.TEMPORAL_API_KEY_SECRET),
  ]);
  const login = `${env.DATABASE_USER}:${encodeURIComponent(password)}`;
  return {
    databaseUrl: `postgres://${login}@${env.DATABASE_HOST}/${env.DATABASE_NAME}?sslmode=${env.DATABASE_SSLMODE}`,
    signInSecret,
    payloadKey,
    temporal: { address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE, ...(apiKey === undefined ? {} : { apiKey }) },
  };
}
