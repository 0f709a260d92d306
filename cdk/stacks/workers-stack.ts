// Workers by task queue. One image; what differs is which queue it serves, its size, and what it may touch.
import { fileURLToPath } from 'node:url';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { WorkerEnv } from '../../workflows/worker/env.ts';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import { allowDatabase } from '../constructs/allow-database.ts';
import { allowObjects } from '../constructs/allow-objects.ts';
import { FargateWorker } from '../constructs/fargate-worker.ts';
import type { DataStack } from './data-stack.ts';
import type { ModelStack } from './model-stack.ts';
import type { TemporalStack } from './temporal-stack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const QUEUES = ['control', 'heavy', 'model'] as const;

/** Settings that the image's entrypoint makes, that Fargate gives as secrets, and that have defaults. */
type NotFromHere =
  | 'DATABASE_URL'
  | 'PAYLOAD_KEY_FILE'
  | 'TEMPORAL_API_KEY'
  | 'SAGEMAKER_RUNTIME_URL'
  // There is no asynchronous endpoint in these stacks yet.
  | 'MODEL_OBJECTS'
  // The VPC has no way out, so there is nothing to open; who adds one adds these with it.
  | 'OUTBOUND_ALLOW'
  | 'OUTBOUND_SECRETS'
  | 'SMTP_URL'
  | 'MAIL_FROM'
  | 'BASE_URL';

export interface WorkersStackProps extends AixStackProps {
  readonly vpc: ec2.IVpc;
  readonly data: DataStack;
  readonly temporal: TemporalStack;
  readonly model?: ModelStack;
}

export class WorkersStack extends AixStack {
  readonly workers: Readonly<Record<(typeof QUEUES)[number], FargateWorker>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkersStackProps,
  ) {
    super(scope, id, { config: props.config });
    const image = ecs.ContainerImage.fromAsset(root, {
      file: 'cdk/images/worker/Dockerfile',
      platform: Platform.LINUX_ARM64,
      exclude: [
        '*',
        '!package.json',
        '!package-lock.json',
        '!.npmrc',
        '!tsconfig.json',
        '!workflows',
        '!functions',
        '!db',
        '!cdk/images',
        '**/*.test.ts',
      ],
    });
    const worker = (queue: (typeof QUEUES)[number]): FargateWorker => this.worker(queue, image);
    this.workers = { control: worker('control'), heavy: worker('heavy'), model: worker('model') };
  }

  private worker(queue: (typeof QUEUES)[number], image: ecs.ContainerImage): FargateWorker {
    const { data, temporal, vpc } = this.props;
    const group = new ec2.SecurityGroup(this, `${queue}-group`, { vpc, description: `Workers of ${queue}` });
    const worker = new FargateWorker(this, queue, {
      config: this.config,
      cluster: temporal.cluster,
      size: this.config.workers[queue],
      image,
      group,
      environment: { ...this.variables(queue), DATABASE_HOST: data.database.cluster.clusterEndpoint.hostname, DATABASE_NAME: 'aix' },
      secrets: {
        DATABASE_PASSWORD: ecs.Secret.fromSecretsManager(data.applicationPassword),
        PAYLOAD_KEY: ecs.Secret.fromSecretsManager(data.payloadKey),
        ...(temporal.access.apiKeySecretName === undefined
          ? {}
          : {
              TEMPORAL_API_KEY: ecs.Secret.fromSecretsManager(
                secretsmanager.Secret.fromSecretNameV2(this, `${queue}-temporal-key`, temporal.access.apiKeySecretName),
              ),
            }),
      },
      stopSeconds: queue === 'control' ? 60 : 120,
    });
    allowDatabase(this, `${queue}-database`, data.database.cluster, group);
    allowObjects(worker.task.taskRole, { bucket: data.artifacts, key: data.key, prefix: 'artifacts/', write: true });
    if (queue === 'model') this.allowModel(worker);
    return worker;
  }

  private variables(queue: (typeof QUEUES)[number]) {
    const { data, temporal, model } = this.props;
    return {
      TEMPORAL_ADDRESS: temporal.access.address,
      TEMPORAL_NAMESPACE: temporal.access.namespace,
      WORKER_QUEUES: queue,
      WORKER_DEPLOYMENT: `aix-${this.config.name}`,
      ARTIFACT_STORE: `s3://${data.artifacts.bucketName}/artifacts/`,
      AWS_REGION: this.region,
      MODEL_ENDPOINTS: JSON.stringify(model === undefined ? {} : { [model.model.hosted.profile.id]: model.model.endpointName }),
      MODEL_SLOTS: String(model?.model.hosted.profile.concurrency ?? 8),
    } satisfies Record<Exclude<keyof WorkerEnv, NotFromHere>, string>;
  }

  private allowModel(worker: FargateWorker): void {
    const { model } = this.props;
    if (model === undefined) return;
    worker.task.addToTaskRolePolicy(
      new iam.PolicyStatement({
        actions: ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'],
        resources: [
          `arn:${this.partition}:sagemaker:${this.region}:${this.account}:endpoint/${model.model.endpointName}`,
          `arn:${this.partition}:sagemaker:${this.region}:${this.account}:inference-component/${model.model.componentName}`,
        ],
      }),
    );
  }
}
