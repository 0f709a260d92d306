// The base of every stack: fixed zones (synthesis asks AWS nothing), tags for cost, protection in production.
import { Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** Types whose tags the published resource schemas do not all know yet. */
const UNTAGGED = ['AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::CloudWatch::Dashboard'];

export interface AixStackProps extends StackProps {
  readonly config: StageConfig;
  /** Of this stack where it differs from the stage's, as for what CloudFront needs in us-east-1. */
  readonly region?: string;
}

export class AixStack extends Stack {
  readonly config: StageConfig;

  constructor(scope: Construct, id: string, props: AixStackProps) {
    const { config, region = config.region, ...rest } = props;
    super(scope, id, {
      ...rest,
      env: { region, ...(config.account === undefined ? {} : { account: config.account }) },
      terminationProtection: config.retainData,
    });
    this.config = config;
    for (const [tag, value] of [
      ['application', 'aix'],
      ['stage', config.name],
    ] as const)
      Tags.of(this).add(tag, value, { excludeResourceTypes: UNTAGGED });
  }

  /** Overridden as a getter: passing zones to the network is not enough, some constructs ask the stack. */
  override get availabilityZones(): string[] {
    return ['a', 'b', 'c'].map((letter) => `${this.region}${letter}`);
  }
}
