// The network: no way out to the internet unless the stage asks for one; AWS is reached through endpoints.
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AixStack, type AixStackProps } from '../constructs/aix-stack.ts';

/** What the platform speaks to. SageMaker's runtime is where the model answers. */
const ENDPOINTS = {
  secrets: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  parameters: ec2.InterfaceVpcEndpointAwsService.SSM,
  keys: ec2.InterfaceVpcEndpointAwsService.KMS,
  logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  metrics: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING,
  images: ec2.InterfaceVpcEndpointAwsService.ECR,
  imageLayers: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
  model: ec2.InterfaceVpcEndpointAwsService.SAGEMAKER_RUNTIME,
} as const;

export class NetworkStack extends AixStack {
  readonly vpc: ec2.Vpc;

  constructor(scope: Construct, id: string, props: AixStackProps) {
    super(scope, id, props);
    const { network, retainData } = this.config;
    const open = network.natGateways > 0;
    const flowLogs = new logs.LogGroup(this, 'FlowLogs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(network.cidr),
      availabilityZones: this.availabilityZones.slice(0, network.availabilityZones),
      natGateways: network.natGateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        ...(open ? [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24 }] : []),
        { name: 'app', subnetType: open ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 20 },
        { name: 'data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
      flowLogs: { all: { destination: ec2.FlowLogDestination.toCloudWatchLogs(flowLogs), trafficType: ec2.FlowLogTrafficType.ALL } },
    });
    this.vpc.addGatewayEndpoint('Objects', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    const subnets = { subnetGroupName: 'app' };
    const callers = new ec2.SecurityGroup(this, 'EndpointGroup', { vpc: this.vpc, description: 'AWS endpoints', allowAllOutbound: false });
    callers.addIngressRule(ec2.Peer.ipv4(network.cidr), ec2.Port.tcp(443), 'from the platform');
    for (const [name, service] of Object.entries(ENDPOINTS)) {
      this.vpc.addInterfaceEndpoint(name, { service, subnets, securityGroups: [callers], open: false });
    }
  }
}
