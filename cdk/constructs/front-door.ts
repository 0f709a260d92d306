// CloudFront before the API function. Two small programs make the signed origin usable: viewer.js keeps what the signature would overwrite,
// and the body hash lets plain HTML forms post (the origin refuses a POST whose x-amz-content-sha256 is missing).
import { readFileSync } from 'node:fs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

export interface FrontDoorProps {
  readonly config: StageConfig;
  readonly url: lambda.FunctionUrl;
  /** Numbered version of the function that hashes bodies, of us-east-1. */
  readonly bodyHash: lambda.IVersion;
  readonly webAclArn: string;
}

export class FrontDoor extends Construct {
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, { config, url, bodyHash, webAclArn }: FrontDoorProps) {
    super(scope, id);
    const origin = origins.FunctionUrlOrigin.withOriginAccessControl(url, { readTimeout: Duration.seconds(60) });
    const viewer = new cloudfront.Function(this, 'Viewer', {
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(readFileSync(new URL('../edge/viewer.js', import.meta.url), 'utf8')),
      comment: 'Keeps Authorization and the viewer address for the origin',
    });
    const shared: cloudfront.AddBehaviorOptions = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // The function's own host name must reach it, so everything but Host is passed on.
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      functionAssociations: [{ function: viewer, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      compress: true,
    };
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `AIX ${config.name}`,
      defaultBehavior: {
        ...shared,
        origin,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        edgeLambdas: [{ functionVersion: bodyHash, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST, includeBody: true }],
      },
      additionalBehaviors: {
        '/assets/*': { ...shared, origin, cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED, functionAssociations: [] },
      },
      webAclId: webAclArn,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
      enableLogging: true,
      logBucket: new s3.Bucket(this, 'Logs', {
        encryption: s3.BucketEncryption.S3_MANAGED,
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        // Standard logs are delivered by ACL.
        objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
        enforceSSL: true,
        lifecycleRules: [{ expiration: Duration.days(365) }],
        removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
      ...(config.domain === undefined
        ? {}
        : {
            // Without a certificate of one's own CloudFront fixes the version itself.
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            domainNames: [config.domain.name],
            certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', config.domain.certificateArn),
          }),
    });
  }
}
