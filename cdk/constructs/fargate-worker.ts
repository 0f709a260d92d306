// One Fargate service on ARM64: no public address, read-only where it can be, drained before it is stopped, scaled on processor time.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig, WorkerSize } from '../config.ts';

export interface FargateWorkerProps {
  readonly config: StageConfig;
  readonly cluster: ecs.ICluster;
  readonly size: WorkerSize;
  readonly image: ecs.ContainerImage;
  readonly environment: Record<string, string>;
  readonly secrets: Record<string, ecs.Secret>;
  readonly group: ec2.ISecurityGroup;
  readonly portMappings?: ecs.PortMapping[];
  readonly discoveryName?: string;
  /** Longer than the worker's own drain, or it is killed in the middle. */
  readonly stopSeconds?: number;
}

export class FargateWorker extends Construct {
  readonly service: ecs.FargateService;
  readonly task: ecs.FargateTaskDefinition;
  readonly container: ecs.ContainerDefinition;

  constructor(scope: Construct, id: string, props: FargateWorkerProps) {
    super(scope, id);
    const { config, cluster, size } = props;
    this.task = new ecs.FargateTaskDefinition(this, 'Task', {
      cpu: size.cpu,
      memoryLimitMiB: size.memoryMib,
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: config.retainData ? logs.RetentionDays.ONE_YEAR : logs.RetentionDays.ONE_MONTH,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.container = this.task.addContainer('main', {
      image: props.image,
      environment: props.environment,
      secrets: props.secrets,
      portMappings: props.portMappings ?? [],
      stopTimeout: Duration.seconds(props.stopSeconds ?? 60),
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: id.toLowerCase(), logGroup }),
      linuxParameters: new ecs.LinuxParameters(this, 'Linux', { initProcessEnabled: true }),
    });
    this.service = new ecs.FargateService(this, 'Service', {
      cluster,
      taskDefinition: this.task,
      desiredCount: size.min,
      minHealthyPercent: size.min > 1 ? 50 : 0,
      maxHealthyPercent: 200,
      assignPublicIp: false,
      vpcSubnets: { subnetGroupName: 'app' },
      securityGroups: [props.group],
      circuitBreaker: { rollback: true },
      enableExecuteCommand: false,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
      capacityProviderStrategies: size.spot
        ? [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]
        : [{ capacityProvider: 'FARGATE', weight: 1 }],
      ...(props.discoveryName === undefined ? {} : { cloudMapOptions: { name: props.discoveryName, dnsTtl: Duration.seconds(10) } }),
    });
    if (size.max > Math.max(1, size.min)) {
      this.service.autoScaleTaskCount({ minCapacity: size.min, maxCapacity: size.max }).scaleOnCpuUtilization('Processor', {
        targetUtilizationPercent: 60,
        scaleInCooldown: Duration.minutes(5),
        scaleOutCooldown: Duration.minutes(1),
      });
    }
  }
}
