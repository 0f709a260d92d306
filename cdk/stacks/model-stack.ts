// The model: slow to start and dear, so it is a stack of its own that a stage may leave out.
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import { ModelEndpoint } from '../constructs/model-endpoint.ts';
import type { DataStack } from './data-stack.ts';

export interface ModelStackProps extends AixStackProps {
  readonly vpc: ec2.IVpc;
  readonly data: DataStack;
}

export class ModelStack extends AixStack {
  readonly model: ModelEndpoint;

  constructor(scope: Construct, id: string, { vpc, data, ...props }: ModelStackProps) {
    super(scope, id, props);
    this.model = new ModelEndpoint(this, 'Model', { config: this.config, vpc, key: data.key, weights: data.weights });
  }
}
