import { ClusterStack } from './types';

/** The prefix of the names of all stacks that eksctl creates for a cluster. Stacks of another cluster can have the same prefix. */
export function stackPrefix(clusterName: string): string {
  return `eksctl-${clusterName}-`;
}

export function clusterStackName(clusterName: string): string {
  return `${stackPrefix(clusterName)}cluster`;
}

export function roleOf(
  stackName: string,
  clusterName: string,
): ClusterStack['role'] {
  const rest = stackName.slice(stackPrefix(clusterName).length);
  const roles: Array<[RegExp, ClusterStack['role']]> = [
    [/^cluster$/, 'cluster'],
    [/^nodegroup-/, 'nodegroup'],
    [/^addon-/, 'addon'],
    [/^accessentry-/, 'accessEntry'],
    [/^podidentityrole-/, 'podIdentityRole'],
  ];
  return roles.find(([pattern]) => pattern.test(rest))?.[1] ?? 'other';
}
