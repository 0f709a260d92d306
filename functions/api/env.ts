// The environment of the API on Lambda, read once by lambda.ts. CDK's variables are checked against these keys. Secrets come by reference, never by value.
import { z } from 'zod';
import { AppError } from '../../workflows/definition/errors.ts';

const schema = z.object({
  STAGE: z.string().min(1),
  /** Name of the parameter with the public address: the distribution is made after the function, so it cannot be a plain variable. */
  BASE_URL_PARAMETER: z.string().min(1),
  /** host:port */
  DATABASE_HOST: z.string().regex(/^[^:]+:\d+$/),
  /** The role that owns nothing. */
  DATABASE_USER: z.string().min(1),
  DATABASE_NAME: z.string().min(1),
  /** verify-full wherever the network is not this machine. */
  DATABASE_SSLMODE: z.enum(['verify-full', 'disable']),
  /** ARNs of secrets in Secrets Manager. */
  DATABASE_PASSWORD_SECRET: z.string().min(1),
  SIGN_IN_SECRET: z.string().min(1),
  PAYLOAD_KEY_SECRET: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1),
  /** Empty with a self-hosted server. */
  TEMPORAL_API_KEY_SECRET: z.string(),
  /** s3://bucket/prefix/ with its last slash: keys are appended as they are, by the workers too. */
  ARTIFACT_STORE: z.string().regex(/^s3:\/\/[^/]+\/(.+\/)?$/),
  /** Lambda sets it itself. */
  AWS_REGION: z.string().min(1),
});
export type ApiEnv = z.infer<typeof schema>;

/** @throws AppError 'usage' naming each variable that is missing or wrong. */
export function readApiEnv(env: NodeJS.ProcessEnv): ApiEnv {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'usage',
    `The API's environment is not complete: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
  );
}
