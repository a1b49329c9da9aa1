/** Whose leftovers are looked for. */
export type SweepTarget = {
  /** Unique in all accounts for ever, so it proves by itself whose a resource is. */
  clusterName: string;
  environmentId: string;
  /** Which portal; another portal's resources are never touched. */
  installation: string;
};

export const ENVIRONMENT_TAG = 'eks-environments.io/environment-id';
const INSTALLATION_TAG = 'eks-environments.io/installation';

/** Tags that eksctl, EKS and controllers in the cluster put on what they make. */
const CLUSTER_NAME_TAGS = [
  'elbv2.k8s.aws/cluster',
  'alpha.eksctl.io/cluster-name',
  'eks:cluster-name',
  'aws:eks:cluster-name',
];

/**
 * Why a resource with these tags is the target's, or `undefined` when nothing proves it. Nothing without a proof is touched.
 *
 * `kubernetes.io/cluster/<name>` proves it with the value `owned` only: `shared` stands on networks that outlive the cluster.
 */
export function proofOf(
  tags: Record<string, string>,
  { clusterName, environmentId, installation }: SweepTarget,
): string | undefined {
  const portal = tags[INSTALLATION_TAG];
  if (portal !== undefined && portal !== installation) {
    return undefined;
  }
  const expected: Array<[key: string, value: string]> = [
    [ENVIRONMENT_TAG, environmentId],
    [`kubernetes.io/cluster/${clusterName}`, 'owned'],
    ...CLUSTER_NAME_TAGS.map((key): [string, string] => [key, clusterName]),
  ];
  const match = expected.find(([key, value]) => tags[key] === value);
  return match && `tag ${match[0]}=${match[1]}`;
}

/** The tag keys by which AWS is asked for candidates. */
export function tagKeysOf({ clusterName }: SweepTarget): string[] {
  return [
    ENVIRONMENT_TAG,
    `kubernetes.io/cluster/${clusterName}`,
    ...CLUSTER_NAME_TAGS,
  ];
}

type AnyTag = { Key?: string; Value?: string };

/** AWS's list of tags as a map. */
export function tagMap(tags: AnyTag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']),
  );
}
