// Security-relevant properties of the synthesized stage, and what synthesis refuses.
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { readStage, STAGES, type StageInput } from '../../cdk/config.ts';
import { type Synthesized, synthesize } from './synthesized.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('Dev');
});

test('a stage is the stacks of its life cycles', () => {
  expect([...dev.stacks].toSorted()).toEqual(['App', 'Data', 'Edge', 'Model', 'Network', 'Ops', 'Temporal', 'Workers']);
});

describe('the API', () => {
  test('answers only CloudFront: the URL wants a signature and only the distribution may invoke it, both ways', () => {
    const app = dev.template('App');
    app.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' });
    for (const Action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']) {
      app.hasResourceProperties('AWS::Lambda::Permission', { Action, Principal: 'cloudfront.amazonaws.com', SourceArn: Match.anyValue() });
    }
    app.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { OriginAccessControlOriginType: 'lambda', SigningBehavior: 'always' },
    });
  });

  test('takes plain HTML forms: bodies are hashed at the origin request, with the body', () => {
    dev.template('App').hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          LambdaFunctionAssociations: [{ EventType: 'origin-request', IncludeBody: true }],
          ViewerProtocolPolicy: 'redirect-to-https',
        },
      },
    });
  });

  test('holds no secret in its environment, only names of them', () => {
    const [handler] = Object.values(
      dev.template('App').findResources('AWS::Lambda::Function', { Properties: { Environment: { Variables: { STAGE: 'dev' } } } }),
    );
    const variables = (handler as { Properties: { Environment: { Variables: Record<string, unknown> } } }).Properties.Environment.Variables;
    expect(Object.keys(variables).toSorted()).toEqual(
      expect.arrayContaining(['BASE_URL_PARAMETER', 'DATABASE_HOST', 'DATABASE_PASSWORD_SECRET', 'PAYLOAD_KEY_SECRET', 'SIGN_IN_SECRET']),
    );
    expect(JSON.stringify(variables)).not.toMatch(/resolve:secretsmanager|SecretString/);
  });
});

describe('data', () => {
  test('the database is encrypted, speaks TLS only, is in no public subnet and lets its callers in one by one', () => {
    const data = dev.template('Data');
    data.hasResourceProperties('AWS::RDS::DBCluster', {
      StorageEncrypted: true,
      EnableIAMDatabaseAuthentication: true,
    });
    data.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Parameters: Match.objectLike({ 'rds.force_ssl': '1' }) });
    data.allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false });
    const rules = ['App', 'Workers', 'Temporal'].flatMap((stack) =>
      Object.values(dev.template(stack).findResources('AWS::EC2::SecurityGroupIngress')),
    );
    expect(rules.filter((rule) => (rule as { Properties: { ToPort: number } }).Properties.ToPort === 5432)).toHaveLength(7);
  });

  test('no bucket is public, every one speaks TLS only', () => {
    for (const stack of ['Data', 'App']) {
      const template = dev.template(stack);
      template.allResourcesProperties('AWS::S3::Bucket', {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      const buckets = Object.keys(template.findResources('AWS::S3::Bucket')).length;
      const denies = Object.values(template.findResources('AWS::S3::BucketPolicy')).filter((policy) =>
        JSON.stringify(policy).includes('aws:SecureTransport'),
      );
      expect(denies).toHaveLength(buckets);
    }
  });

  test('audit heads cannot be removed: object lock in compliance mode', () => {
    dev.template('Data').hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE' } } },
    });
  });

  test('production keeps everything that has a state when a stack is deleted', () => {
    const prod = synthesize('Prod');
    const stateful = ['AWS::RDS::DBCluster', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret'];
    for (const stack of ['Data', 'Temporal']) {
      for (const [id, resource] of Object.entries(prod.json(stack).Resources)) {
        if (stateful.includes(resource.Type) && !id.includes('Rotation'))
          expect([id, resource.DeletionPolicy]).toEqual([id, expect.stringMatching(/Retain|Snapshot/)]);
      }
    }
    prod.template('Data').hasResourceProperties('AWS::RDS::DBCluster', { DeletionProtection: true });
  });
});

describe('the model', () => {
  test('is an endpoint with an inference component that scales to zero and wakes on the first call', () => {
    const model = dev.template('Model');
    model.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [
        Match.objectLike({
          InstanceType: 'ml.p5en.48xlarge',
          ModelName: Match.absent(),
          InferenceAmiVersion: 'al2023-ami-sagemaker-inference-gpu-4-1',
        }),
      ],
    });
    model.hasResourceProperties('AWS::SageMaker::InferenceComponent', {
      Specification: { ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 8 } },
    });
    model.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 0,
      ScalableDimension: 'sagemaker:inference-component:DesiredCopyCount',
    });
    model.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'NoCapacityInvocationFailures', AlarmActions: [Match.anyValue()] });
  });

  test('is a stack that a stage may leave out', () => {
    const without = synthesize('Dev', { model: { ...STAGES.dev.model, enabled: false } });
    expect(without.stacks).not.toContain('Model');
    expect(JSON.stringify(without.json('Workers'))).not.toContain('sagemaker:InvokeEndpoint');
  });
});

test('only what has no resource of its own is allowed on "*"', () => {
  const open: string[] = [];
  for (const stack of dev.stacks) {
    for (const [id, resource] of Object.entries(dev.json(stack).Resources)) {
      const documents = [
        resource.Properties?.['PolicyDocument'],
        ...((resource.Properties?.['Policies'] as { PolicyDocument: unknown }[] | undefined) ?? []).map((policy) => policy.PolicyDocument),
      ];
      for (const document of documents) {
        for (const statement of (document as { Statement?: Record<string, unknown>[] } | undefined)?.Statement ?? []) {
          if (resource.Type.startsWith('AWS::IAM') && statement['Effect'] === 'Allow' && statement['Resource'] === '*')
            open.push(`${stack} ${id} ${JSON.stringify(statement['Action'])}`);
          if (resource.Type.startsWith('AWS::IAM'))
            expect([id, JSON.stringify(statement['Action'])]).toEqual([id, expect.not.stringMatching(/"\*"|:\*"/)]);
        }
      }
    }
  }
  const unexplained = open.filter(
    (line) => !/ecr:GetAuthorizationToken|xray:Put|ec2:(Describe|Create|Delete|Assign|Unassign)|GetRandomPassword/.test(line),
  );
  expect(unexplained).toEqual([]);
});

describe('synthesis refuses', () => {
  const refused = (change: Partial<StageInput>, stage: StageInput = STAGES.dev): string => {
    try {
      readStage({ ...stage, ...change });
      return 'taken';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  test.each<[string, Partial<StageInput>, RegExp]>([
    [
      'an instance that cannot hold the model',
      { model: { ...STAGES.dev.model, instanceType: 'ml.g6e.48xlarge' } },
      /dev\.model\.instanceType: .*GiB.*ml\.g6e\.48xlarge/,
    ],
    ['an instance type that nobody knows', { model: { ...STAGES.dev.model, instanceType: 'ml.unknown' } }, /ml\.unknown is not known/],
    [
      'a domain with a certificate of another region',
      { domain: { name: 'aix.example', certificateArn: 'arn:aws:acm:ap-northeast-2:111122223333:certificate/x' } },
      /dev\.domain\.certificateArn: must be a certificate of us-east-1/,
    ],
    [
      'a Temporal version with known holes',
      { temporal: { ...(STAGES.dev.temporal as Extract<StageInput['temporal'], { kind: 'self-hosted' }>), version: '1.30.2' } },
      /dev\.temporal\.version: Temporal 1\.30\.2 has known holes/,
    ],
    [
      'Temporal Cloud in a network without a way out',
      { temporal: { kind: 'cloud', address: 'x.tmprl.cloud:7233', namespace: 'n', apiKeySecretName: 's' } },
      /dev\.network\.natGateways/,
    ],
    ['a setting that does not exist', { databse: {} } as Partial<StageInput>, /Unrecognized key.*databse/],
  ])('%s, in one sentence that names the setting', (_name, change, message) => {
    expect(refused(change)).toMatch(message);
  });
  test('a production database that pauses, and production data that go with their stack', () => {
    expect(refused({ database: { ...STAGES.prod.database, minAcu: 0 }, retainData: false }, STAGES.prod)).toMatch(
      /prod\.database\.minAcu: .*[\s\S]*prod\.retainData: /,
    );
  });
  test('nothing of the shipped stages', () => {
    expect(refused({})).toBe('taken');
    expect(refused({}, STAGES.prod)).toBe('taken');
  });
});
