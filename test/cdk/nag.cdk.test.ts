// cdk-nag's AwsSolutions rules over the production stage: every finding has its reason here, and every reason still has its finding.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { AixStage } from '../../cdk/aix-stage.ts';
import { readStage, STAGES } from '../../cdk/config.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

const ACCEPTED: readonly { readonly rule: RegExp; readonly path: RegExp; readonly reason: string }[] = [
  { rule: /CFR1$/, path: /Distribution/, reason: 'Plants are in many countries; who may come in is decided by sign-in.' },
  {
    rule: /CFR4$/,
    path: /Distribution/,
    reason: 'Without a domain of one’s own CloudFront fixes the TLS version; with one it is TLS 1.2.',
  },
  { rule: /S1$/, path: /FrontDoor\/Logs/, reason: 'It is the bucket of access logs itself.' },
  {
    rule: /ECS2$/,
    path: /Task/,
    reason: 'What stands there is no secret: addresses and names. Secrets are injected from Secrets Manager.',
  },
  { rule: /SMG4$/, path: /SignInSecret/, reason: 'A new value ends every session: rotated by hand (docs/deploy.md).' },
  {
    rule: /SMG4$/,
    path: /PayloadKey/,
    reason: 'Old payloads are read with it as long as histories are kept: a new key is added, never put in its place.',
  },
  { rule: /SMG4$/, path: /ApplicationPassword/, reason: 'The migration sets it; a new value takes effect with a deployment.' },
  {
    rule: /IAM4.*AWSLambda(Basic|VPCAccess)ExecutionRole/,
    path: /ServiceRole/,
    reason: 'AWS’s own policy for logs and network interfaces of a function in a network.',
  },
  {
    rule: /IAM5\[Resource::\*\]/,
    path: /ExecutionRole|ServiceRole\/DefaultPolicy|Model\/Role/,
    reason: 'ecr:GetAuthorizationToken, xray:Put*, cloudwatch:PutMetricData know no resource.',
  },
  {
    rule: /IAM5\[Resource::.*(artifacts|models\/k1-fp8)\/\*\]/,
    path: /DefaultPolicy/,
    reason: 'All objects below one prefix of one bucket.',
  },
  {
    rule: /IAM5\[Resource::.*log-group:\/aws\/(sagemaker|lambda)\/\*\]/,
    path: /Role/,
    reason: 'Names of these log groups are made by the service; the edge logs wherever its viewers are.',
  },
];

test('every finding is explained and every explanation is needed', () => {
  process.env['CDK_VALIDATION'] = 'false';
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as { context: Record<string, unknown> };
  const outdir = mkdtempSync(join(tmpdir(), 'aix-nag-'));
  const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new AixStage(app, 'Prod', { config: readStage(STAGES.prod) });
  try {
    app.synth();
  } catch {
    // Findings of severity error fail the synthesis after the report is written: the report is what is judged.
  } finally {
    process.exitCode = 0;
  }
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
  const findings = report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, path: constructPath })),
    ),
  );
  expect(findings.length).toBeGreaterThan(5);
  const explains = (finding: { rule: string; path: string }) =>
    ACCEPTED.filter(({ rule, path }) => rule.test(finding.rule) && path.test(finding.path));
  expect(findings.filter((finding) => explains(finding).length === 0)).toEqual([]);
  const needed = new Set(findings.flatMap(explains));
  expect(ACCEPTED.filter((entry) => !needed.has(entry)).map(({ rule, reason }) => `${String(rule)}: ${reason}`)).toEqual([]);
});
