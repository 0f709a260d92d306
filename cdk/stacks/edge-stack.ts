// What CloudFront takes from us-east-1 only: the function that hashes bodies and the firewall.
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import { BUNDLING } from '../constructs/api-function.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Requests of one address in five minutes: a shift's terminals behind one address stay far below. */
const REQUESTS_PER_ADDRESS = 6000;
const SIGN_INS_PER_ADDRESS = 100;

export class EdgeStack extends AixStack {
  readonly bodyHash: lambda.Version;
  readonly webAcl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: AixStackProps) {
    super(scope, id, { ...props, region: 'us-east-1', crossRegionReferences: true });
    const handler = new NodejsFunction(this, 'BodyHash', {
      entry: `${root}functions/edge/body-hash.ts`,
      handler: 'handler',
      depsLockFilePath: `${root}package-lock.json`,
      projectRoot: root,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.X86_64,
      memorySize: 128,
      timeout: Duration.seconds(5),
      bundling: { ...BUNDLING, sourceMap: false },
      role: new iam.Role(this, 'BodyHashRole', {
        assumedBy: new iam.CompositePrincipal(
          new iam.ServicePrincipal('lambda.amazonaws.com'),
          new iam.ServicePrincipal('edgelambda.amazonaws.com'),
        ),
        inlinePolicies: {
          logs: new iam.PolicyDocument({
            statements: [
              new iam.PolicyStatement({
                actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
                // It runs wherever its viewers are, and logs there.
                resources: [`arn:${this.partition}:logs:*:${this.account}:log-group:/aws/lambda/*`],
              }),
            ],
          }),
        },
      }),
      // The edge allows no environment at all.
      awsSdkConnectionReuse: false,
    });
    this.bodyHash = handler.currentVersion;
    // Replicas live on for hours after a distribution lets go of a version.
    this.bodyHash.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: this.metric('all'),
      rules: [
        this.rateRule('sign-in', 0, SIGN_INS_PER_ADDRESS, {
          byteMatchStatement: {
            fieldToMatch: { uriPath: {} },
            positionalConstraint: 'CONTAINS',
            searchString: 'sign-in',
            textTransformations: [
              { priority: 0, type: 'URL_DECODE' },
              { priority: 1, type: 'LOWERCASE' },
            ],
          },
        }),
        this.rateRule('address', 1, REQUESTS_PER_ADDRESS),
        {
          name: 'known-bad-inputs',
          priority: 2,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' } },
          visibilityConfig: this.metric('known-bad-inputs'),
        },
      ],
    });
  }

  private metric(name: string): wafv2.CfnWebACL.VisibilityConfigProperty {
    return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: `aix-${this.config.name}-${name}` };
  }

  private rateRule(
    name: string,
    priority: number,
    limit: number,
    scopeDownStatement?: wafv2.CfnWebACL.StatementProperty,
  ): wafv2.CfnWebACL.RuleProperty {
    return {
      name,
      priority,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: {
        rateBasedStatement: {
          limit,
          aggregateKeyType: 'IP',
          evaluationWindowSec: 300,
          ...(scopeDownStatement === undefined ? {} : { scopeDownStatement }),
        },
      },
      visibilityConfig: this.metric(name),
    };
  }
}
