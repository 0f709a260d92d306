// Temporal, self-hosted: its four services on Fargate, found by name inside the network only; the schema is brought up to date before the frontend starts.
import { fileURLToPath } from 'node:url';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { allowDatabase } from './allow-database.ts';
import { FargateWorker } from './fargate-worker.ts';

const images = fileURLToPath(new URL('../images/temporal', import.meta.url));
const FRONTEND_PORT = 7233;
/** gRPC and membership ports of each service. */
const PORTS = { frontend: [7233, 6933], history: [7234, 6934], matching: [7235, 6935], worker: [7239, 6939] } as const;

export interface TemporalServerProps {
  readonly config: StageConfig;
  readonly settings: Extract<StageConfig['temporal'], { kind: 'self-hosted' }>;
  readonly cluster: ecs.ICluster;
  readonly vpc: ec2.IVpc;
  readonly database: rds.DatabaseCluster;
  readonly namespaceName: string;
}

export class TemporalServer extends Construct {
  /** host:port inside the network. */
  readonly address: string;
  readonly group: ec2.SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TemporalServerProps,
  ) {
    super(scope, id);
    const { vpc, config, database, settings } = props;
    this.address = `temporal.${props.namespaceName}:${FRONTEND_PORT}`;
    this.group = new ec2.SecurityGroup(this, 'Group', { vpc, description: 'Temporal services' });
    for (const [grpc, membership] of Object.values(PORTS)) {
      this.group.addIngressRule(this.group, ec2.Port.tcp(grpc), 'service to service');
      this.group.addIngressRule(this.group, ec2.Port.tcp(membership), 'membership');
    }
    this.group.addIngressRule(ec2.Peer.ipv4(config.network.cidr), ec2.Port.tcp(FRONTEND_PORT), 'API and workers');
    allowDatabase(this, 'DatabaseAccess', database, this.group);
    const image = ecs.ContainerImage.fromAsset(images, { buildArgs: { VERSION: settings.version }, platform: Platform.LINUX_ARM64 });
    const frontend = this.service('frontend', image);
    this.addSchema(frontend);
    for (const name of ['history', 'matching', 'worker'] as const) this.service(name, image).service.node.addDependency(frontend.service);
  }

  private service(name: keyof typeof PORTS, image: ecs.ContainerImage): FargateWorker {
    const { config, cluster, settings } = this.props;
    return new FargateWorker(this, name, {
      config,
      cluster,
      size: settings.services[name],
      image,
      group: this.group,
      environment: {
        ...this.databaseEnvironment(),
        SERVICES: name,
        NUM_HISTORY_SHARDS: String(settings.historyShards),
        DBNAME: 'temporal',
        VISIBILITY_DBNAME: 'temporal_visibility',
        PUBLIC_FRONTEND_ADDRESS: this.address,
      },
      secrets: this.databaseSecrets(),
      portMappings: PORTS[name].map((containerPort) => ({ containerPort })),
      ...(name === 'frontend' ? { discoveryName: 'temporal' } : {}),
    });
  }

  private addSchema(frontend: FargateWorker): void {
    const schema = frontend.task.addContainer('schema', {
      image: ecs.ContainerImage.fromAsset(images, {
        file: 'schema.Dockerfile',
        buildArgs: { VERSION: this.props.settings.version },
        platform: Platform.LINUX_ARM64,
      }),
      essential: false,
      environment: this.databaseEnvironment(),
      secrets: this.databaseSecrets(),
      ...(frontend.container.logDriverConfig === undefined ? {} : { logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'schema' }) }),
    });
    frontend.container.addContainerDependencies({ container: schema, condition: ecs.ContainerDependencyCondition.SUCCESS });
  }

  private databaseEnvironment(): Record<string, string> {
    const host = this.props.database.clusterEndpoint.hostname;
    return {
      DB: 'postgres12',
      DB_PORT: '5432',
      POSTGRES_SEEDS: host,
      SQL_TLS_ENABLED: 'true',
      SQL_HOST_NAME: host,
      SQL_HOST_VERIFICATION: 'false',
    };
  }

  private databaseSecrets(): Record<string, ecs.Secret> {
    const secret = this.props.database.secret;
    if (secret === undefined) throw new Error('The database has no generated owner.');
    return {
      POSTGRES_USER: ecs.Secret.fromSecretsManager(secret, 'username'),
      POSTGRES_PWD: ecs.Secret.fromSecretsManager(secret, 'password'),
    };
  }
}
