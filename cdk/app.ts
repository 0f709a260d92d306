// Entry of `cdk synth` and `cdk deploy`: both stages, from cdk/config.ts. The account comes from the caller's credentials, when there are any.
import { App } from 'aws-cdk-lib';
import { AixStage } from './aix-stage.ts';
import { readStage, STAGES } from './config.ts';

const app = new App();
const account = process.env['CDK_DEFAULT_ACCOUNT'];
for (const [id, input] of [
  ['Dev', STAGES.dev],
  ['Prod', STAGES.prod],
] as const) {
  new AixStage(app, id, { config: readStage({ ...input, ...(account === undefined || account === '' ? {} : { account }) }) });
}
app.synth();
