// Opens the database to a group from the caller's side: a rule in the database's own stack would make it depend on every caller.
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';

const POSTGRES = 5432;

export function allowDatabase(
  scope: Construct,
  id: string,
  cluster: rds.DatabaseCluster,
  group: ec2.ISecurityGroup,
): ec2.CfnSecurityGroupIngress {
  const [own] = cluster.connections.securityGroups;
  if (own === undefined) throw new Error('The database has no security group.');
  return new ec2.CfnSecurityGroupIngress(scope, id, {
    groupId: own.securityGroupId,
    sourceSecurityGroupId: group.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: POSTGRES,
    toPort: POSTGRES,
    description: id,
  });
}
