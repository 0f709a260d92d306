// One SageMaker endpoint for a model profile: L1 constructs, because only they know inference components, which scaling to zero needs.
// Refuses at synthesis what would fail after half an hour of deployment.
import { Aws, Duration } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { allowObjects } from './allow-objects.ts';
import { containerEnvironment, type HostedModel, hostedModel } from './hosted-model.ts';

/** AWS's vLLM image for SageMaker (vLLM 0.27, CUDA 13), and the host image that CUDA 13 needs. */
const IMAGE = 'vllm:server-sagemaker-cuda-v2.3';
const IMAGE_ACCOUNT = '763104351884';
const HOST_IMAGE = 'al2023-ami-sagemaker-inference-gpu-4-1';
const START_SECONDS = 3600;
const VARIANT = 'all';

export interface ModelEndpointProps {
  readonly config: StageConfig;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly weights: s3.IBucket;
}

export class ModelEndpoint extends Construct {
  readonly endpointName: string;
  readonly componentName: string;
  readonly hosted: HostedModel;
  private readonly role: iam.Role;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ModelEndpointProps,
  ) {
    super(scope, id);
    this.hosted = hostedModel(props.config.model);
    this.endpointName = `aix-${props.config.name}-${this.hosted.profile.id}`;
    this.componentName = `${this.endpointName}-copy`;
    this.role = this.executionRole();
    const model = this.model();
    const endpoint = this.endpoint();
    const component = new sagemaker.CfnInferenceComponent(this, 'Component', {
      inferenceComponentName: this.componentName,
      endpointName: this.endpointName,
      variantName: VARIANT,
      specification: {
        modelName: model.attrModelName,
        computeResourceRequirements: { numberOfAcceleratorDevicesRequired: this.hosted.accelerators, minMemoryRequiredInMb: 128_000 },
        startupParameters: { modelDataDownloadTimeoutInSeconds: START_SECONDS, containerStartupHealthCheckTimeoutInSeconds: START_SECONDS },
      },
      runtimeConfig: { copyCount: props.config.model.minCopies },
    });
    component.addDependency(endpoint);
    this.scaling(component);
  }

  private executionRole(): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    allowObjects(role, { bucket: this.props.weights, key: this.props.key, prefix: this.hosted.weightsPrefix, write: false });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        resources: [`arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${IMAGE_ACCOUNT}:repository/vllm`],
      }),
    );
    // These actions know no resource: the token is for the registry as a whole, the metrics have no ARN.
    role.addToPolicy(new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData'], resources: ['*'] }));
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws/sagemaker/*`],
      }),
    );
    return role;
  }

  private model(): sagemaker.CfnModel {
    const { vpc, weights } = this.props;
    const group = new ec2.SecurityGroup(this, 'Group', { vpc, description: 'Model containers', allowAllOutbound: true });
    return new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: this.role.roleArn,
      enableNetworkIsolation: true,
      primaryContainer: {
        image: `${IMAGE_ACCOUNT}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/${IMAGE}`,
        environment: containerEnvironment(this.hosted),
        modelDataSource: {
          s3DataSource: {
            s3Uri: `s3://${weights.bucketName}/${this.hosted.weightsPrefix}`,
            s3DataType: 'S3Prefix',
            compressionType: 'None',
          },
        },
      },
      vpcConfig: { subnets: vpc.selectSubnets({ subnetGroupName: 'app' }).subnetIds, securityGroupIds: [group.securityGroupId] },
    });
  }

  private endpoint(): sagemaker.CfnEndpoint {
    const { model } = this.props.config;
    const configuration = new sagemaker.CfnEndpointConfig(this, 'EndpointConfig', {
      executionRoleArn: this.role.roleArn,
      enableNetworkIsolation: true,
      productionVariants: [
        {
          variantName: VARIANT,
          instanceType: this.hosted.instanceType,
          initialInstanceCount: Math.max(1, model.minCopies),
          managedInstanceScaling: { status: 'ENABLED', minInstanceCount: model.minCopies, maxInstanceCount: model.maxCopies },
          routingConfig: { routingStrategy: 'LEAST_OUTSTANDING_REQUESTS' },
          inferenceAmiVersion: HOST_IMAGE,
          modelDataDownloadTimeoutInSeconds: START_SECONDS,
          containerStartupHealthCheckTimeoutInSeconds: START_SECONDS,
        },
      ],
      metricsConfig: { enableEnhancedMetrics: true, enableDetailedObservability: true, metricPublishFrequencyInSeconds: 60 },
    });
    // Detailed observability is newer than the resource schemas that cfn-lint ships.
    configuration.addMetadata('cfn-lint', { config: { ignore_checks: ['E3002'] } });
    return new sagemaker.CfnEndpoint(this, 'Endpoint', {
      endpointName: this.endpointName,
      endpointConfigName: configuration.attrEndpointConfigName,
    });
  }

  /** To zero after idle minutes, and back on the first call that finds no copy; the caller waits, durably. */
  private scaling(component: sagemaker.CfnInferenceComponent): void {
    const { model } = this.props.config;
    const target = new appscaling.ScalableTarget(this, 'Copies', {
      serviceNamespace: appscaling.ServiceNamespace.SAGEMAKER,
      resourceId: `inference-component/${this.componentName}`,
      scalableDimension: 'sagemaker:inference-component:DesiredCopyCount',
      minCapacity: model.minCopies,
      maxCapacity: model.maxCopies,
    });
    target.node.addDependency(component);
    target.scaleToTrackMetric('Concurrency', {
      predefinedMetric: appscaling.PredefinedMetric.SAGEMAKER_INFERENCE_COMPONENT_CONCURRENT_REQUESTS_PER_COPY_HIGH_RESOLUTION,
      targetValue: this.hosted.profile.concurrency,
      scaleInCooldown: Duration.minutes(15),
      scaleOutCooldown: Duration.minutes(5),
    });
    if (model.minCopies > 0) return;
    const wake = new appscaling.StepScalingAction(this, 'WakeAction', {
      scalingTarget: target,
      adjustmentType: appscaling.AdjustmentType.CHANGE_IN_CAPACITY,
      cooldown: Duration.seconds(60),
      metricAggregationType: appscaling.MetricAggregationType.MAXIMUM,
    });
    wake.addAdjustment({ adjustment: 1, lowerBound: 0 });
    const alarm = new cloudwatch.Alarm(this, 'Wake', {
      alarmDescription: 'A call found no copy of the model: start one',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/SageMaker',
        metricName: 'NoCapacityInvocationFailures',
        dimensionsMap: { InferenceComponentName: this.componentName },
        statistic: cloudwatch.Stats.MAXIMUM,
        period: Duration.seconds(30),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: wake.scalingPolicyArn }) });
    if (model.wakeCron !== undefined) {
      target.scaleOnSchedule('BeforeShift', { schedule: appscaling.Schedule.expression(model.wakeCron), minCapacity: 1 });
    }
  }
}
