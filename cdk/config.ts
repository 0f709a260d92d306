// Every setting of a stage, with its default, once. Constructs get the parsed object; nothing else reads the environment or context.
import { z } from 'zod';
import { fitOnInstance, PROFILES } from '../workflows/k1/profiles.ts';

const workerSize = z.strictObject({
  cpu: z.union([z.literal(256), z.literal(512), z.literal(1024), z.literal(2048), z.literal(4096)]),
  memoryMib: z.number().int().min(512).max(30_720),
  min: z.number().int().min(0),
  max: z.number().int().min(1),
  spot: z.boolean().default(false),
});

const temporal = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('self-hosted'),
    /** Servers before 1.30.3 let one namespace reach another (CVE-2025-14986, -14987, CVE-2026-5199). */
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    historyShards: z.number().int().min(1).max(16_384).default(512),
    services: z.strictObject({ frontend: workerSize, history: workerSize, matching: workerSize, worker: workerSize }),
  }),
  z.strictObject({
    kind: z.literal('cloud'),
    /** host:port of the namespace's endpoint. */
    address: z.string().regex(/^[a-z0-9.-]+:\d+$/),
    namespace: z.string().min(1),
    /** Name of the secret in Secrets Manager that holds the API key. */
    apiKeySecretName: z.string().min(1),
  }),
]);

const stageSchema = z
  .strictObject({
    name: z.enum(['dev', 'prod']),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
    account: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    /** An own name for the pages needs a certificate of us-east-1: CloudFront takes no other. */
    domain: z
      .strictObject({
        name: z.string().min(4),
        certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:/, 'must be a certificate of us-east-1'),
      })
      .optional(),
    network: z.strictObject({
      cidr: z.string(),
      availabilityZones: z.number().int().min(2).max(3),
      natGateways: z.number().int().min(0).max(3),
    }),
    database: z.strictObject({
      minAcu: z.number().min(0).max(128),
      maxAcu: z.number().min(1).max(128),
      readers: z.number().int().min(0).max(3),
      backupDays: z.number().int().min(1).max(35),
    }),
    retainData: z.boolean(),
    model: z.strictObject({
      enabled: z.boolean(),
      profile: z.enum(Object.keys(PROFILES) as [string, ...string[]]),
      /** Instead of the profile's own. */
      instanceType: z.string().optional(),
      minCopies: z.number().int().min(0),
      maxCopies: z.number().int().min(1),
      /** Wakes the model before the shift (cron of EventBridge Scheduler, Asia/Seoul); only where minCopies is 0. */
      wakeCron: z.string().optional(),
    }),
    temporal,
    workers: z.strictObject({ control: workerSize, heavy: workerSize, model: workerSize }),
    ops: z.strictObject({ alarmEmail: z.email().optional(), monthlyBudgetUsd: z.number().positive() }),
  })
  .superRefine((stage, context) => {
    const fail = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (stage.model.enabled) {
      const profile = PROFILES[stage.model.profile];
      const fit = profile === undefined ? undefined : fitOnInstance(profile, stage.model.instanceType);
      if (fit?.fits === false) fail(['model', 'instanceType'], fit.refusal ?? 'The model does not fit.');
    }
    if (stage.temporal.kind === 'self-hosted' && !isSafeTemporal(stage.temporal.version)) {
      fail(['temporal', 'version'], `Temporal ${stage.temporal.version} has known holes between namespaces; take 1.30.3 or newer.`);
    }
    if (stage.temporal.kind === 'cloud' && stage.network.natGateways === 0) {
      fail(['network', 'natGateways'], 'Temporal Cloud is reached over the internet: give the network at least one NAT gateway.');
    }
    if (stage.name === 'prod' && stage.database.minAcu < 0.5)
      fail(['database', 'minAcu'], 'A production database must not pause: give it at least 0.5.');
    if (stage.name === 'prod' && !stage.retainData) fail(['retainData'], 'A production stage keeps its data when stacks are deleted.');
    if (stage.database.minAcu > stage.database.maxAcu) fail(['database', 'maxAcu'], 'Must be at least minAcu.');
    if (stage.model.minCopies > stage.model.maxCopies) fail(['model', 'maxCopies'], 'Must be at least minCopies.');
  });
export type StageConfig = z.output<typeof stageSchema>;
export type StageInput = z.input<typeof stageSchema>;
export type WorkerSize = z.output<typeof workerSize>;

export function isSafeTemporal(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major > 1 || (major === 1 && (minor > 30 || (minor === 30 && patch >= 3)));
}

/** The parsed stage. Throws one sentence per fault, each naming the setting. */
export function readStage(input: StageInput): StageConfig {
  const result = stageSchema.safeParse(input);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => `${input.name}.${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The stage cannot be synthesized.\n${sentences.join('\n')}`);
}

const SMALL = { cpu: 512, memoryMib: 1024, min: 1, max: 2 } as const;
const MEDIUM = { cpu: 1024, memoryMib: 2048, min: 2, max: 4 } as const;

export const STAGES: Readonly<Record<'dev' | 'prod', StageInput>> = {
  dev: {
    name: 'dev',
    region: 'ap-northeast-2',
    network: { cidr: '10.40.0.0/16', availabilityZones: 2, natGateways: 0 },
    database: { minAcu: 0, maxAcu: 4, readers: 0, backupDays: 1 },
    retainData: false,
    model: { enabled: true, profile: 'k1', minCopies: 0, maxCopies: 1 },
    temporal: { kind: 'self-hosted', version: '1.32.0', services: { frontend: SMALL, history: SMALL, matching: SMALL, worker: SMALL } },
    workers: { control: SMALL, heavy: { ...SMALL, memoryMib: 2048, spot: true }, model: SMALL },
    ops: { monthlyBudgetUsd: 2000 },
  },
  prod: {
    name: 'prod',
    region: 'ap-northeast-2',
    network: { cidr: '10.41.0.0/16', availabilityZones: 3, natGateways: 0 },
    database: { minAcu: 0.5, maxAcu: 32, readers: 1, backupDays: 35 },
    retainData: true,
    model: { enabled: true, profile: 'k1', minCopies: 0, maxCopies: 2, wakeCron: 'cron(15 5 ? * MON-SAT *)' },
    temporal: { kind: 'self-hosted', version: '1.32.0', services: { frontend: MEDIUM, history: MEDIUM, matching: MEDIUM, worker: MEDIUM } },
    workers: { control: { ...MEDIUM, max: 10 }, heavy: { ...MEDIUM, memoryMib: 4096, max: 10 }, model: { ...MEDIUM, max: 4 } },
    ops: { monthlyBudgetUsd: 60_000 },
  },
};
