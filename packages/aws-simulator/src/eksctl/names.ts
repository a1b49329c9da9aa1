import { createHash } from 'node:crypto';

export const EKSCTL_VERSION = '0.231.0-dev';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding. */
function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) {
    bits += byte.toString(2).padStart(8, '0');
  }
  return (bits.match(/.{1,5}/g) ?? [])
    .map(group => BASE32[parseInt(group.padEnd(5, '0'), 2)])
    .join('');
}

/** Names of the stacks that eksctl creates. */
export const stackNames = {
  cluster: (cluster: string) => `eksctl-${cluster}-cluster`,
  nodegroup: (cluster: string, name: string) =>
    `eksctl-${cluster}-nodegroup-${name}`,
  accessEntry: (cluster: string, principalArn: string) =>
    `eksctl-${cluster}-accessentry-${base32(
      createHash('sha1').update(principalArn).digest(),
    )}`,
  addon: (cluster: string, addon: string) => `eksctl-${cluster}-addon-${addon}`,
  addonRole: (cluster: string, addon: string, serviceAccount: string) =>
    `eksctl-${cluster}-addon-${addon}-podidentityrole-${serviceAccount}`,
  podIdentityRole: (
    cluster: string,
    namespace: string,
    serviceAccount: string,
  ) => `eksctl-${cluster}-podidentityrole-${namespace}-${serviceAccount}`,
  serviceAccount: (cluster: string, namespace: string, name: string) =>
    `eksctl-${cluster}-addon-iamserviceaccount-${namespace}-${name}`,
};

/** Tags that eksctl sets on every stack of a cluster. */
export function stackTags(
  cluster: string,
  own: Record<string, string> = {},
): Record<string, string> {
  return {
    'alpha.eksctl.io/cluster-name': cluster,
    'eksctl.cluster.k8s.io/v1alpha1/cluster-name': cluster,
    'alpha.eksctl.io/eksctl-version': EKSCTL_VERSION,
    ...own,
  };
}
