// The cluster that runs containers and, where the stage hosts it itself, Temporal. In production Temporal has a database of its own.
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import { Database } from '../constructs/database.ts';
import { TemporalServer } from '../constructs/temporal-server.ts';
import type { DataStack } from './data-stack.ts';

export interface TemporalStackProps extends AixStackProps {
  readonly vpc: ec2.IVpc;
  readonly data: DataStack;
}

/** Where workers and API find Temporal. */
export interface TemporalAccess {
  readonly address: string;
  readonly namespace: string;
  readonly apiKeySecretName?: string;
}

export class TemporalStack extends AixStack {
  readonly cluster: ecs.Cluster;
  readonly access: TemporalAccess;

  constructor(scope: Construct, id: string, { vpc, data, ...props }: TemporalStackProps) {
    super(scope, id, props);
    const settings = this.config.temporal;
    const namespaceName = `aix-${this.config.name}.internal`;
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      vpc,
      containerInsightsV2: ecs.ContainerInsights.ENHANCED,
      enableFargateCapacityProviders: true,
      defaultCloudMapNamespace: { name: namespaceName, vpc },
    });
    if (settings.kind === 'cloud') {
      this.access = { address: settings.address, namespace: settings.namespace, apiKeySecretName: settings.apiKeySecretName };
      return;
    }
    const database = this.config.retainData
      ? new Database(this, 'Database', { config: this.config, vpc, key: data.key, databaseName: 'temporal' })
      : data.database;
    const server = new TemporalServer(this, 'Server', {
      config: this.config,
      settings,
      cluster: this.cluster,
      vpc,
      database: database.cluster,
      namespaceName,
    });
    this.access = { address: server.address, namespace: 'default' };
  }
}
