// Both stages synthesized once for the tests of this folder, as `cdk synth` does it but without its validation (that is the synth gate's).
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AixStage } from '../../cdk/aix-stage.ts';
import { readStage, type StageInput, STAGES } from '../../cdk/config.ts';

process.env['CDK_VALIDATION'] = 'false';

export interface Synthesized {
  readonly outdir: string;
  readonly template: (stack: string) => Template;
  readonly json: (stack: string) => CloudFormation;
  readonly stacks: readonly string[];
}
export interface CloudFormation {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties?: Record<string, unknown>;
        readonly DeletionPolicy?: string;
        readonly DependsOn?: string | string[];
      }
    >
  >;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export function synthesize(
  id: 'Dev' | 'Prod' = 'Dev',
  change: Partial<StageInput> = {},
  { bundle = false }: { readonly bundle?: boolean } = {},
): Synthesized {
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as { context: Record<string, unknown> };
  const outdir = mkdtempSync(join(tmpdir(), 'aix-cdk-'));
  const app = new App({ outdir, context: { ...context, ...(bundle ? {} : { 'aws:cdk:bundling-stacks': [] }) }, analyticsReporting: false });
  const input = id === 'Dev' ? STAGES.dev : STAGES.prod;
  const stage = new AixStage(app, id, { config: readStage({ ...input, ...change }) });
  app.synth();
  const stacks = stage.node.children.filter((one) => Stack.isStack(one)).map((one) => one.node.id);
  const child = (name: string): Stack => stage.node.findChild(name) as Stack;
  return {
    outdir,
    stacks,
    template: (name) => Template.fromStack(child(name)),
    json: (name) => Template.fromStack(child(name)).toJSON() as unknown as CloudFormation,
  };
}
