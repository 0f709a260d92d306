// Logical ids of what has a state, locked: a changed id means a new resource beside the old one, and for a database that is an empty one.
// When a change is wanted, change the list in the same commit and say in it how the data moves.
import { expect, test } from 'vitest';
import { synthesize } from './synthesized.ts';

const STATEFUL = new Set([
  'AWS::RDS::DBCluster',
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::SageMaker::Endpoint',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
]);

test('the ids of stateful resources are those of the last release', () => {
  const prod = synthesize('Prod');
  const ids = prod.stacks.toSorted().flatMap((stack) =>
    Object.entries(prod.json(stack).Resources)
      .filter(([, { Type }]) => STATEFUL.has(Type))
      .map(([id, { Type }]) => `${stack} ${Type} ${id}`),
  );
  expect(ids).toMatchInlineSnapshot(`
    [
      "App AWS::S3::Bucket FrontDoorLogs38CDE1C0",
      "Data AWS::KMS::Key Key961B73FD",
      "Data AWS::SecretsManager::Secret ProdDataDatabaseClusterSecret2B0E0A753fdaad7efa858a3daf9490cf0a702aeb",
      "Data AWS::RDS::DBCluster DatabaseCluster5B53A178",
      "Data AWS::S3::Bucket AccessLogs8B620ECA",
      "Data AWS::S3::Bucket ArtifactsBucket88671897",
      "Data AWS::S3::Bucket AuditHeadsBucketE6DF1D3D",
      "Data AWS::S3::Bucket WeightsBucket670F500A",
      "Data AWS::SecretsManager::Secret SignInSecretF23E456A",
      "Data AWS::SecretsManager::Secret ApplicationPasswordEE44861F",
      "Data AWS::SecretsManager::Secret PayloadKeyD61BD9A1",
      "Model AWS::SageMaker::Endpoint ModelEndpoint65D8CF31",
      "Temporal AWS::ServiceDiscovery::PrivateDnsNamespace ClusterDefaultServiceDiscoveryNamespaceC336F9B4",
      "Temporal AWS::SecretsManager::Secret ProdTemporalDatabaseClusterSecret9030B3A33fdaad7efa858a3daf9490cf0a702aeb",
      "Temporal AWS::RDS::DBCluster DatabaseCluster5B53A178",
    ]
  `);
});

test('the templates are those of the last release, apart from the hashes of code', async () => {
  const dev = synthesize('Dev');
  for (const stack of dev.stacks)
    await expect(normalised(dev.json(stack))).toMatchFileSnapshot(`__snapshots__/dev-${stack.toLowerCase()}.json`);
});

/** Hashes of assets and of versions change with every line of code; the rest is what a reviewer should see. */
function normalised(template: unknown): string {
  return JSON.stringify(template, null, 2)
    .replaceAll(/[0-9a-f]{64}/g, '<asset>')
    .replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}(?:[0-9A-F]{8})?/g, '$1<version>');
}
