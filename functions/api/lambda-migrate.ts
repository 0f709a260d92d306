// Entry of the function that a deployment runs once: brings the database to this release as its owner, before the new API answers.
import { fileURLToPath } from 'node:url';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { migrate } from '../../db/migrate.ts';

const env = z
  .object({
    OWNER_SECRET: z.string().min(1),
    DATABASE_PASSWORD_SECRET: z.string().min(1),
    DATABASE_NAME: z.string().min(1),
    DATABASE_SSLMODE: z.string().min(1),
  })
  .parse(process.env);
const owner = z.object({ username: z.string(), password: z.string(), host: z.string(), port: z.coerce.number() });
const secrets = new SecretsManagerClient({});

async function secret(id: string): Promise<string> {
  return (await secrets.send(new GetSecretValueCommand({ SecretId: id }))).SecretString ?? '';
}

/** Fails the deployment when it throws; the old release then goes on with the old schema. */
export async function handler(): Promise<void> {
  const { username, password, host, port } = owner.parse(JSON.parse(await secret(env.OWNER_SECRET)));
  const ownerUrl = `postgres://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${host}:${port}/${env.DATABASE_NAME}?sslmode=${env.DATABASE_SSLMODE}`;
  await migrate({
    ownerUrl,
    appPassword: await secret(env.DATABASE_PASSWORD_SECRET),
    migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
  });
}
