// Entry of the relay on Lambda: started every minute, it sweeps for most of one, so that nothing due waits longer than a few seconds.
// Two at once do no harm: rows are claimed with SKIP LOCKED, the audit is sequenced under a lock.
import { createDatabase } from '../../db/client.ts';
import { createDataConverter } from '../../workflows/payload/data-converter.ts';
import { createDerivedKeyRing } from '../../workflows/payload/key-ring.ts';
import { openArtifactStore } from '../../workflows/payload/open-store.ts';
import { startPlatformRelay } from '../relay/platform-relay.ts';
import { createEngineGateway } from '../shared/engine-gateway.ts';
import { createLogger } from '../shared/logging.ts';
import { createScheduleEngine } from '../shared/schedule-engine.ts';
import { readApiEnv } from './env.ts';
import { readSecrets } from './lambda-secrets.ts';

const env = readApiEnv(process.env);
const SWEEP_MILLISECONDS = 53_000;
const logger = createLogger((line) => process.stdout.write(`${line}\n`));
const { databaseUrl, payloadKey, temporal } = await readSecrets(env);
const database = createDatabase({ url: databaseUrl, max: 3 });
const store = openArtifactStore(env.ARTIFACT_STORE, env.AWS_REGION);
const keys = createDerivedKeyRing(Buffer.from(payloadKey, 'hex'));
const engine = createEngineGateway({ ...temporal, dataConverter: createDataConverter({ keys, store, namespace: temporal.namespace }) });

export async function handler(event: { readonly sweepMilliseconds?: number } = {}): Promise<void> {
  const relay = startPlatformRelay({ database, engine, scheduleEngine: createScheduleEngine(engine.client), logger });
  await new Promise((resolve) => setTimeout(resolve, event.sweepMilliseconds ?? SWEEP_MILLISECONDS));
  await relay.stop();
}
