// The API and pages on Lambda: bundled without Docker, ARM64, inside the network, reached only by CloudFront's signed requests.
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiEnv } from '../../functions/api/env.ts';
import type { StageConfig } from '../config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ways of bundling that every Node function of ours shares. `createRequire`: CommonJS packages inside an ES module still call require. */
export const BUNDLING: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  sourceMap: true,
  sourcesContent: false,
  banner: "import { createRequire as aixCreateRequire } from 'node:module'; const require = aixCreateRequire(import.meta.url);",
};

/** Temporal's client loads its failure converter by path, so it is a file of its own with all it needs inside. */
export function bundleFailureConverter(output: string): string {
  const options = '--bundle --platform=node --target=node24 --minify --log-level=warning';
  return `${root}node_modules/.bin/esbuild ${root}workflows/payload/failure-converter.cjs ${options} --outfile=${output}/failure-converter.cjs`;
}

export interface ApiFunctionProps {
  readonly config: StageConfig;
  readonly vpc: ec2.IVpc;
  readonly environment: Record<Exclude<keyof ApiEnv, 'AWS_REGION'>, string>;
}

export class ApiFunction extends Construct {
  readonly handler: NodejsFunction;
  readonly url: lambda.FunctionUrl;
  readonly group: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, { config, vpc, environment }: ApiFunctionProps) {
    super(scope, id);
    this.group = new ec2.SecurityGroup(this, 'Group', { vpc, description: 'API function' });
    this.handler = new NodejsFunction(this, 'Handler', {
      entry: `${root}functions/api/lambda.ts`,
      handler: 'handler',
      depsLockFilePath: `${root}package-lock.json`,
      projectRoot: root,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 1024,
      timeout: Duration.seconds(30),
      vpc,
      vpcSubnets: { subnetGroupName: 'app' },
      securityGroups: [this.group],
      tracing: lambda.Tracing.ACTIVE,
      // Node knows the public roots only; Lambda keeps those of the database beside its runtime.
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps', NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
      bundling: {
        ...BUNDLING,
        tsconfig: `${root}tsconfig.json`,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_input, output) => [
            `node --import tsx ${root}functions/api/lambda-assets.ts ${output}/assets`,
            bundleFailureConverter(output),
          ],
        },
      },
      logGroup: new logs.LogGroup(this, 'Logs', {
        retention: config.retainData ? logs.RetentionDays.ONE_YEAR : logs.RetentionDays.ONE_MONTH,
        removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
    });
    this.url = this.handler.addFunctionUrl({
      authType: lambda.FunctionUrlAuthType.AWS_IAM,
      invokeMode: lambda.InvokeMode.RESPONSE_STREAM,
    });
  }
}
