// API and pages: the function, its front door, and the public address that both tell each other through a parameter.
import { CfnOutput } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { ApiEnv } from '../../functions/api/env.ts';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import { allowDatabase } from '../constructs/allow-database.ts';
import { allowObjects } from '../constructs/allow-objects.ts';
import { ApiFunction } from '../constructs/api-function.ts';
import { Relay } from '../constructs/relay.ts';
import { Migration } from '../constructs/migration.ts';
import { FrontDoor } from '../constructs/front-door.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';
import type { TemporalAccess } from './temporal-stack.ts';

export interface AppStackProps extends AixStackProps {
  readonly vpc: ec2.IVpc;
  readonly data: DataStack;
  readonly temporal: TemporalAccess;
  readonly edge: EdgeStack;
}

export class AppStack extends AixStack {
  readonly api: ApiFunction;
  readonly frontDoor: FrontDoor;

  constructor(scope: Construct, id: string, { vpc, data, temporal, edge, ...props }: AppStackProps) {
    super(scope, id, { ...props, crossRegionReferences: true });
    const parameterName = `/aix/${this.config.name}/base-url`;
    const temporalKey =
      temporal.apiKeySecretName === undefined
        ? undefined
        : secretsmanager.Secret.fromSecretNameV2(this, 'TemporalKey', temporal.apiKeySecretName);
    const environment = {
      STAGE: this.config.name,
      BASE_URL_PARAMETER: parameterName,
      DATABASE_HOST: data.database.cluster.clusterEndpoint.socketAddress,
      DATABASE_USER: 'aix_app',
      DATABASE_NAME: 'aix',
      DATABASE_SSLMODE: 'verify-full',
      DATABASE_PASSWORD_SECRET: data.applicationPassword.secretArn,
      SIGN_IN_SECRET: data.signInSecret.secretArn,
      PAYLOAD_KEY_SECRET: data.payloadKey.secretArn,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      TEMPORAL_API_KEY_SECRET: temporalKey?.secretArn ?? '',
      ARTIFACT_STORE: `s3://${data.artifacts.bucketName}/artifacts/`,
    } satisfies Record<Exclude<keyof ApiEnv, 'AWS_REGION'>, string>;
    const migration = new Migration(this, 'Migration', {
      config: this.config,
      vpc,
      database: data.database,
      applicationPassword: data.applicationPassword,
    });
    this.api = new ApiFunction(this, 'Api', { config: this.config, vpc, environment });
    const relay = new Relay(this, 'Relay', { config: this.config, vpc, environment });
    migration.trigger.executeBefore(this.api, relay);
    for (const { handler } of [this.api, relay]) {
      for (const secret of [data.applicationPassword, data.signInSecret, data.payloadKey, temporalKey]) secret?.grantRead(handler);
      allowObjects(handler, { bucket: data.artifacts, key: data.key, prefix: 'artifacts/', write: true });
    }
    allowDatabase(this, 'DatabaseAccess', data.database.cluster, this.api.group);
    allowDatabase(this, 'RelayDatabaseAccess', data.database.cluster, relay.group);
    this.frontDoor = new FrontDoor(this, 'FrontDoor', {
      config: this.config,
      url: this.api.url,
      bodyHash: edge.bodyHash,
      webAclArn: edge.webAcl.attrArn,
    });
    const baseUrl = `https://${this.config.domain?.name ?? this.frontDoor.distribution.distributionDomainName}`;
    new ssm.StringParameter(this, 'BaseUrl', { parameterName, stringValue: baseUrl, description: 'Public address of the pages' });
    // Named, not referenced: the parameter needs the distribution, which needs this function.
    this.api.handler.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['ssm:GetParameter'],
        resources: [`arn:${this.partition}:ssm:${this.region}:${this.account}:parameter${parameterName}`],
      }),
    );
    new CfnOutput(this, 'Address', { value: baseUrl, description: 'Open this' });
  }
}
