// The relay: outbox, timetables, stuck runs, audit numbers. A function that is started every minute and sweeps for most of it.
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type ApiFunctionProps, BUNDLING, bundleFailureConverter } from './api-function.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export class Relay extends Construct {
  readonly handler: NodejsFunction;
  readonly group: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, { config, vpc, environment }: ApiFunctionProps) {
    super(scope, id);
    this.group = new ec2.SecurityGroup(this, 'Group', { vpc, description: 'Relay' });
    this.handler = new NodejsFunction(this, 'Handler', {
      entry: `${root}functions/api/lambda-relay.ts`,
      handler: 'handler',
      depsLockFilePath: `${root}package-lock.json`,
      projectRoot: root,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(75),
      retryAttempts: 0,
      vpc,
      vpcSubnets: { subnetGroupName: 'app' },
      securityGroups: [this.group],
      environment: { ...environment, NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
      bundling: {
        ...BUNDLING,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_input, output) => [bundleFailureConverter(output)],
        },
      },
      logGroup: new logs.LogGroup(this, 'Logs', {
        retention: logs.RetentionDays.ONE_MONTH,
        removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
    });
    new events.Rule(this, 'EveryMinute', {
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.handler, { retryAttempts: 0 })],
    });
  }
}
