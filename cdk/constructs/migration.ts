// Brings the database to the release that is deployed, before the API and workers of that release begin: a failed migration fails the deployment.
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { allowDatabase } from './allow-database.ts';
import { BUNDLING } from './api-function.ts';
import type { Database } from './database.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface MigrationProps {
  readonly config: StageConfig;
  readonly vpc: ec2.IVpc;
  readonly database: Database;
  readonly applicationPassword: secretsmanager.ISecret;
}

export class Migration extends Construct {
  /** Depend on it, and the database is ready. */
  readonly trigger: Trigger;

  constructor(scope: Construct, id: string, { config, vpc, database, applicationPassword }: MigrationProps) {
    super(scope, id);
    const owner = database.cluster.secret;
    if (owner === undefined) throw new Error('The database has no generated owner.');
    const group = new ec2.SecurityGroup(this, 'Group', { vpc, description: 'Migration' });
    const handler = new NodejsFunction(this, 'Handler', {
      entry: `${root}functions/api/lambda-migrate.ts`,
      handler: 'handler',
      depsLockFilePath: `${root}package-lock.json`,
      projectRoot: root,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.minutes(10),
      vpc,
      vpcSubnets: { subnetGroupName: 'app' },
      securityGroups: [group],
      environment: {
        OWNER_SECRET: owner.secretArn,
        DATABASE_PASSWORD_SECRET: applicationPassword.secretArn,
        DATABASE_NAME: 'aix',
        DATABASE_SSLMODE: 'verify-full',
        NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
      },
      bundling: {
        ...BUNDLING,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_input, output) => [`cp -r ${root}db/migrations ${output}/migrations`],
        },
      },
      logGroup: new logs.LogGroup(this, 'Logs', {
        retention: logs.RetentionDays.ONE_YEAR,
        removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
    });
    owner.grantRead(handler);
    applicationPassword.grantRead(handler);
    // Runs again whenever the bundle, and so the migrations in it, changes.
    this.trigger = new Trigger(this, 'Run', { handler, timeout: Duration.minutes(10) });
    this.trigger.executeAfter(allowDatabase(this, 'DatabaseAccess', database.cluster, group));
  }
}
