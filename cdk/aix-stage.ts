// One environment: its stacks by life cycle, wired. Reads like the picture in docs/deploy.md.
import { Stage, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from './config.ts';
import { AppStack } from './stacks/app-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { ModelStack } from './stacks/model-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { OpsStack } from './stacks/ops-stack.ts';
import { TemporalStack } from './stacks/temporal-stack.ts';
import { WorkersStack } from './stacks/workers-stack.ts';

export interface AixStageProps extends StageProps {
  readonly config: StageConfig;
}

export class AixStage extends Stage {
  constructor(scope: Construct, id: string, { config, ...props }: AixStageProps) {
    super(scope, id, props);
    const { vpc } = new NetworkStack(this, 'Network', { config });
    const data = new DataStack(this, 'Data', { config, vpc });
    const model = config.model.enabled ? new ModelStack(this, 'Model', { config, vpc, data }) : undefined;
    const temporal = new TemporalStack(this, 'Temporal', { config, vpc, data });
    const edge = new EdgeStack(this, 'Edge', { config });
    const app = new AppStack(this, 'App', { config, vpc, data, temporal: temporal.access, edge });
    const workers = new WorkersStack(this, 'Workers', { config, vpc, data, temporal, model });
    // The app stack migrates the database that workers use.
    workers.addDependency(app);
    new OpsStack(this, 'Ops', { config, data, app, workers, model });
  }
}
