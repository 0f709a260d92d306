// Aurora PostgreSQL Serverless v2: encrypted, TLS only, IAM sign-in on; one cluster per purpose.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

export interface DatabaseProps {
  readonly config: StageConfig;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly databaseName: string;
}

export class Database extends Construct {
  readonly cluster: rds.DatabaseCluster;

  constructor(scope: Construct, id: string, { config, vpc, key, databaseName }: DatabaseProps) {
    super(scope, id);
    const engine = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_5 });
    const instance = { enablePerformanceInsights: true, performanceInsightEncryptionKey: key, publiclyAccessible: false };
    this.cluster = new rds.DatabaseCluster(this, 'Cluster', {
      engine,
      vpc,
      vpcSubnets: { subnetGroupName: 'data' },
      writer: rds.ClusterInstance.serverlessV2('Writer', instance),
      readers: Array.from({ length: config.database.readers }, (_, index) =>
        rds.ClusterInstance.serverlessV2(`Reader${index + 1}`, { ...instance, scaleWithWriter: index === 0 }),
      ),
      serverlessV2MinCapacity: config.database.minAcu,
      serverlessV2MaxCapacity: config.database.maxAcu,
      ...(config.database.minAcu === 0 ? { serverlessV2AutoPauseDuration: Duration.minutes(30) } : {}),
      credentials: rds.Credentials.fromGeneratedSecret('aix_owner', { encryptionKey: key }),
      defaultDatabaseName: databaseName,
      iamAuthentication: true,
      storageEncrypted: true,
      storageEncryptionKey: key,
      backup: { retention: Duration.days(config.database.backupDays), preferredWindow: '17:00-18:00' },
      preferredMaintenanceWindow: 'sat:18:30-sat:19:30',
      cloudwatchLogsExports: ['postgresql'],
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT,
      parameterGroup: new rds.ParameterGroup(this, 'Parameters', {
        engine,
        parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', log_statement: 'ddl' },
      }),
    });
    // `cluster.secret` is only the attachment; the secret itself would go with the stack and leave a database that nobody can open.
    if (config.retainData) {
      for (const child of this.cluster.node.findAll())
        if (child instanceof secretsmanager.CfnSecret) child.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    this.cluster.addRotationSingleUser({ automaticallyAfter: Duration.days(30), vpcSubnets: { subnetGroupName: 'app' } });
  }
}
