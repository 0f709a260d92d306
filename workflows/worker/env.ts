// The environment of a worker, read once by its entry. CDK's variables are checked against these keys.
import { z } from 'zod';
import { AppError } from '../definition/errors.ts';

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** Bearer key of a hosted Temporal; without it no TLS is used. */
  TEMPORAL_API_KEY: z.string().optional(),
  /** Which of control, heavy, model this process serves, comma-separated. */
  WORKER_QUEUES: z.string().default('control,heavy,model'),
  /** Set in the cloud: runs stay on the build that began them. */
  WORKER_DEPLOYMENT: z.string().optional(),
  /** A folder, or s3://bucket/prefix. */
  ARTIFACT_STORE: z.string().min(1),
  /** File with the master key of payload encryption. */
  PAYLOAD_KEY_FILE: z.string().min(1),
  /** SageMaker runtime endpoint; unset: the region's own. */
  SAGEMAKER_RUNTIME_URL: z.string().optional(),
  AWS_REGION: z.string().default('ap-northeast-2'),
  /** Replaces the endpoint names of the shipped profiles: {"k1":"my-endpoint"}. */
  MODEL_ENDPOINTS: z.string().optional(),
  /** Where asynchronous answers appear: a folder, or s3://bucket/prefix; unset: no asynchronous calls. */
  MODEL_OBJECTS: z.string().optional(),
  MODEL_SLOTS: z.coerce.number().int().min(1).max(200).default(8),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('aix@localhost'),
  /** Hosts, `*.domain`, addresses and CIDRs inside private networks that definitions may call, comma-separated; unset: none. */
  OUTBOUND_ALLOW: z.string().optional(),
  /** File of mode 600 with the secrets of definitions: {"<tenant id>": {"<name>": value}}; unset: there are none. */
  OUTBOUND_SECRETS: z.string().optional(),
  BASE_URL: z.string().default('http://127.0.0.1:8080'),
});

export type WorkerEnv = z.infer<typeof schema>;

/** @throws AppError 'usage' naming each variable that is missing or wrong. */
export function readWorkerEnv(env: NodeJS.ProcessEnv): WorkerEnv {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'usage',
    `The worker's environment is not complete: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
  );
}
