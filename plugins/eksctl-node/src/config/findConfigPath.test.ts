import { findConfigPath } from './findConfigPath';

describe('findConfigPath', () => {
  it.each([
    [
      'nodeGroups[0].volumeEncrypted cannot be set',
      'nodeGroups[0].volumeEncrypted',
    ],
    [
      'managedNodeGroups[1].name "mng-1" is not unique',
      'managedNodeGroups[1].name',
    ],
    ['invalid AMI "x" (managedNodeGroups[0].ami)', 'managedNodeGroups[0].ami'],
    ['iam.withOIDC must be enabled with Karpenter', 'iam.withOIDC'],
    [
      'the path is iam.podIdentityAssociations[2].',
      'iam.podIdentityAssociations[2]',
    ],
    ['vpc.subnets and availabilityZones cannot be set', 'vpc.subnets'],
    ['setting NAT is not supported with IPv6', undefined],
    ['launchTemplate.id is required', undefined],
    ['see eksctl.io/usage/addons and the docs.', undefined],
    ['the addons of the cluster', undefined],
  ])('finds in "%s" %s', (text, path) => {
    expect(findConfigPath(text)).toBe(path);
  });
});
