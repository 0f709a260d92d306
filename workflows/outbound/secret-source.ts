// Where secrets come from: the environment and a file of the user's own machine, or a file of the platform that keeps tenants apart.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json } from '../definition/json.ts';

/** The value of a tenant's secret: text, or an object such as {username, password}; undefined when there is none. */
export type SecretSource = (tenant: string, name: string) => Promise<Json | undefined>;

/** The variable of a secret: `my-secret` -> AIX_SECRET_MY_SECRET. */
export function secretVariable(name: string): string {
  return `AIX_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/**
 * One user's own secrets: AIX_SECRET_<NAME> (JSON objects are read as such), then `secrets.json` in the data folder.
 * Only for `aix run`: every tenant of a platform would share them.
 */
export function createLocalSecrets(env: NodeJS.ProcessEnv, folder?: string): SecretSource {
  return async (_tenant, name) => {
    const given = env[secretVariable(name)] ?? env[`AIX_SECRET_${name}`];
    if (given !== undefined) return objectOrText(given);
    const file = folder === undefined ? undefined : await readSecrets(join(folder, 'secrets.json'));
    return file && Object.hasOwn(file, name) ? file[name] : undefined;
  };
}

/** A platform's secrets: a file of the form {"<tenant id>": {"<name>": value}}, read anew each time so that a change needs no restart. */
export function createTenantSecrets(file: string | undefined): SecretSource {
  return async (tenant, name) => {
    const all = file === undefined ? undefined : await readSecrets(file);
    const own = all && Object.hasOwn(all, tenant) ? all[tenant] : undefined;
    return isJsonObject(own) && Object.hasOwn(own, name) ? own[name] : undefined;
  };
}

function objectOrText(text: string): Json {
  if (!text.trimStart().startsWith('{')) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

async function readSecrets(path: string): Promise<Readonly<Record<string, Json>> | undefined> {
  const mode = await stat(path).then(
    (entry) => entry.mode,
    () => undefined,
  );
  if (mode === undefined) return undefined;
  if ((mode & 0o077) !== 0) throw new AppError('forbidden', `The file of secrets can be read by others; give it mode 600 (chmod 600).`);
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isJsonObject(parsed)) return parsed;
  } catch {
    // Neither the text nor the parser's excerpt of it may reach an error.
  }
  throw new AppError('unreadable', 'The file of secrets is not one JSON object.');
}
