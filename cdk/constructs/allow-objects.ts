// Exactly what the artifact store does on its bucket: read, write, look whether it is there. No deletion, no tags, no other prefix.
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';

export interface ObjectRights {
  readonly bucket: s3.IBucket;
  readonly key: kms.IKey;
  /** Ends with "/". */
  readonly prefix: string;
  readonly write: boolean;
}

export function allowObjects(grantee: iam.IGrantable, { bucket, key, prefix, write }: ObjectRights): void {
  const statements = [
    new iam.PolicyStatement({
      actions: ['s3:GetObject', ...(write ? ['s3:PutObject'] : [])],
      resources: [`${bucket.bucketArn}/${prefix}*`],
    }),
    // Without the right to list, a missing object answers 403 instead of 404.
    new iam.PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } },
    }),
    new iam.PolicyStatement({ actions: ['kms:Decrypt', ...(write ? ['kms:GenerateDataKey'] : [])], resources: [key.keyArn] }),
  ];
  for (const statement of statements) grantee.grantPrincipal.addToPrincipalPolicy(statement);
}
