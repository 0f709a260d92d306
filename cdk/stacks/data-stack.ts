// What must outlive every deployment: keys, the database, artifacts, audit heads, model weights, secrets.
import { RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secrets from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import { Database } from '../constructs/database.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';

/** 64 characters out of 0-9 and a-f. */
const HEX_KEY: secrets.SecretStringGenerator = {
  passwordLength: 64,
  excludeUppercase: true,
  excludeCharacters: 'ghijklmnopqrstuvwxyz',
  requireEachIncludedType: false,
};

export interface DataStackProps extends AixStackProps {
  readonly vpc: ec2.IVpc;
}

export class DataStack extends AixStack {
  /** By its ARN: rights of other stacks' roles then stand on the roles, not in the key's policy, which would tie this stack to them. */
  readonly key: kms.IKey;
  readonly database: Database;
  readonly artifacts: s3.IBucket;
  readonly auditHeads: s3.IBucket;
  readonly weights: s3.IBucket;
  /** Signs session cookies and invitations. */
  readonly signInSecret: secrets.Secret;
  /** Password of the application's database role, which owns nothing. */
  readonly applicationPassword: secrets.Secret;
  /** Master of the per-tenant keys that encrypt what Temporal sees. */
  readonly payloadKey: secrets.Secret;

  constructor(scope: Construct, id: string, { vpc, ...props }: DataStackProps) {
    super(scope, id, props);
    const retain = this.config.retainData;
    const key = new kms.Key(this, 'Key', {
      alias: `aix/${this.config.name}`,
      description: 'Data of the platform',
      enableKeyRotation: true,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Alarms go to a topic that this key encrypts.
    key.grant(new iam.ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
    this.key = kms.Key.fromKeyArn(this, 'KeyByArn', key.keyArn);
    this.database = new Database(this, 'Database', { config: this.config, vpc, key: this.key, databaseName: 'aix' });
    // S3 delivers access logs only to buckets with its own encryption.
    const accessLogs = new s3.Bucket(this, 'AccessLogs', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.artifacts = new PrivateBucket(this, 'Artifacts', { key: this.key, retain, accessLogs }).bucket;
    this.auditHeads = new PrivateBucket(this, 'AuditHeads', { key: this.key, retain, accessLogs, lockDays: retain ? 3653 : 1 }).bucket;
    this.weights = new PrivateBucket(this, 'Weights', { key: this.key, retain, accessLogs }).bucket;
    this.signInSecret = this.generatedSecret('SignInSecret', 'Signs session cookies and invitations; a new value ends every session');
    this.applicationPassword = this.generatedSecret('ApplicationPassword', 'Database password of the role aix_app');
    this.payloadKey = this.generatedSecret('PayloadKey', 'Master key (32 bytes in hex) of what Temporal is given to keep', HEX_KEY);
  }

  private generatedSecret(id: string, description: string, shape: secrets.SecretStringGenerator = { passwordLength: 48 }): secrets.Secret {
    return new secrets.Secret(this, id, {
      description,
      encryptionKey: this.key,
      generateSecretString: { excludePunctuation: true, ...shape },
      removalPolicy: this.config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
