// Puts a worker together from its environment: database, artifacts, keys, model client, mail. Shared by the entries local, fargate and lambda.
import { createDatabase } from '../../db/client.ts';
import { createImagePort } from '../catalog/image-compare/run.ts';
import { createMailer } from '../notify/mailer.ts';
import { createGuardedClient } from '../outbound/guarded-client.ts';
import { createProtocolCaller } from '../outbound/protocol-caller.ts';
import { createTenantSecrets } from '../outbound/secret-source.ts';
import { createDataConverter } from '../payload/data-converter.ts';
import { createDerivedKeyRing, readOrCreateKey } from '../payload/key-ring.ts';
import { openArtifactStore } from '../payload/open-store.ts';
import { TASK_QUEUES } from '../definition/transition.ts';
import { connectPatiently } from './connect.ts';
import { createActivities } from './activities.ts';
import { createArtifactPort } from './artifact-port.ts';
import { createWorkers, silenceRuntime, type RunningWorkers } from './create-workers.ts';
import { createDatabaseStore } from './database-store.ts';
import type { WorkerEnv } from './env.ts';
import { createFactReader } from './fact-reader.ts';
import { createRecordedMail } from './recorded-mail.ts';
import { createModelPort } from './model-port.ts';
import { workflowBundle } from './workflow-bundle.ts';

export async function startWorker(env: WorkerEnv): Promise<RunningWorkers> {
  silenceRuntime();
  const database = createDatabase({ url: env.DATABASE_URL, max: 16 });
  const store = openArtifactStore(env.ARTIFACT_STORE, env.AWS_REGION);
  const keys = createDerivedKeyRing(readOrCreateKey(env.PAYLOAD_KEY_FILE));
  const connection = await connectPatiently({
    address: env.TEMPORAL_ADDRESS,
    ...(env.TEMPORAL_API_KEY ? { tls: true, apiKey: env.TEMPORAL_API_KEY } : {}),
  });
  const images = createImagePort();
  // Private networks stay closed, loopback with them: a definition must not reach the platform's own services from inside.
  const client = createGuardedClient({ allowHosts: (env.OUTBOUND_ALLOW ?? '').split(',') });
  const activities = createActivities({
    store: createDatabaseStore(database),
    call: createProtocolCaller({ client, secrets: createTenantSecrets(env.OUTBOUND_SECRETS) }),
    runners: {
      now: () => new Date(),
      model: createModelPort({ database, env }),
      artifacts: createArtifactPort({ database, store }),
      images,
      facts: createFactReader(database),
      baseUrl: env.BASE_URL,
      ...(env.SMTP_URL ? { mail: createRecordedMail({ database, mailer: createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }) }) } : {}),
    },
  });
  const workers = await createWorkers({
    connection,
    namespace: env.TEMPORAL_NAMESPACE,
    activities,
    bundle: await workflowBundle(),
    dataConverter: createDataConverter({ keys, store, namespace: env.TEMPORAL_NAMESPACE }),
    queues: queuesOf(env.WORKER_QUEUES),
    modelSlots: env.MODEL_SLOTS,
    ...(env.WORKER_DEPLOYMENT ? { deployment: { name: env.WORKER_DEPLOYMENT } } : {}),
  });
  return {
    done: workers.done,
    stop: async () => {
      await workers.stop();
      await images.close();
      await connection.close();
      await database.close();
    },
  };
}

function queuesOf(text: string): (keyof typeof TASK_QUEUES)[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name): name is keyof typeof TASK_QUEUES => Object.hasOwn(TASK_QUEUES, name));
}
