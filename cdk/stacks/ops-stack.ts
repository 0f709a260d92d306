// What tells people that something is wrong, and what it costs.
import { Duration } from 'aws-cdk-lib';
import * as budgets from 'aws-cdk-lib/aws-budgets';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';
import type { AppStack } from './app-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { ModelStack } from './model-stack.ts';
import type { WorkersStack } from './workers-stack.ts';

export interface OpsStackProps extends AixStackProps {
  readonly data: DataStack;
  readonly app: AppStack;
  readonly workers: WorkersStack;
  readonly model?: ModelStack;
}

export class OpsStack extends AixStack {
  constructor(scope: Construct, id: string, { data, app, workers, model, ...props }: OpsStackProps) {
    super(scope, id, props);
    const topic = new sns.Topic(this, 'Alarms', { enforceSSL: true, masterKey: data.key });
    const { alarmEmail, monthlyBudgetUsd } = this.config.ops;
    if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
    const five = { period: Duration.minutes(5) };
    const api = app.api.handler;
    const cluster = data.database.cluster;
    const alarms: Record<string, { metric: cloudwatch.IMetric; threshold: number; what: string }> = {
      ApiErrors: { metric: api.metricErrors(five), threshold: 5, what: 'The API function fails' },
      ApiThrottles: { metric: api.metricThrottles(five), threshold: 1, what: 'The API function is throttled' },
      ApiSlow: {
        metric: api.metricDuration({ ...five, statistic: 'p95' }),
        threshold: 3000,
        what: 'The slowest twentieth of answers takes over 3 s',
      },
      DatabaseBusy: { metric: cluster.metricCPUUtilization(five), threshold: 85, what: 'The database is busy' },
    };
    for (const [name, { metric, threshold, what }] of Object.entries(alarms)) {
      new cloudwatch.Alarm(this, name, {
        metric,
        threshold,
        evaluationPeriods: 3,
        alarmDescription: what,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(topic));
    }
    const line = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
      new cloudwatch.GraphWidget({ title, left, width: 12 });
    new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: `aix-${this.config.name}`,
      widgets: [
        [line('Requests', [api.metricInvocations(five)]), line('Errors', [api.metricErrors(five)])],
        [
          line('Answer time (p95)', [api.metricDuration({ ...five, statistic: 'p95' })]),
          line('Database', [cluster.metricCPUUtilization(five)]),
        ],
        [
          line(
            'Workers',
            Object.values(workers.workers).map(({ service }) => service.metricCpuUtilization(five)),
          ),
          ...(model === undefined ? [] : [line('Model', [modelCalls(model)])]),
        ],
      ],
    });
    new budgets.CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' },
        costFilters: { TagKeyValue: [`user:stage$${this.config.name}`] },
      },
      ...(alarmEmail === undefined
        ? {}
        : {
            notificationsWithSubscribers: [
              {
                notification: { notificationType: 'FORECASTED', comparisonOperator: 'GREATER_THAN', threshold: 100 },
                subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
              },
            ],
          }),
    });
  }
}

function modelCalls(model: ModelStack): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/SageMaker',
    metricName: 'Invocations',
    dimensionsMap: { EndpointName: model.model.endpointName, VariantName: 'all' },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(5),
  });
}
