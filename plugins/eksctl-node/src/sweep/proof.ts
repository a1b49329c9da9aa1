import { Leftover } from './Leftover';
import { SweepTarget } from './SweepTarget';

const CLUSTER_TAG_PREFIX = 'kubernetes.io/cluster/';

/** Tags whose value is the cluster's name, and who sets them. `aws:` and `eks:` tags come from EKS, its Auto Mode and Karpenter. */
const CLUSTER_NAME_TAGS = [
  'alpha.eksctl.io/cluster-name', // eksctl, on its stacks and so on all their resources
  'eks:cluster-name',
  'aws:eks:cluster-name',
  'eks:eks-cluster-name',
  'elbv2.k8s.aws/cluster', // AWS Load Balancer Controller
  'cluster.k8s.amazonaws.com/name', // VPC CNI, on network interfaces
  'karpenter.k8s.aws/cluster',
  'KubernetesCluster', // EBS CSI driver, on volumes
];

/**
 * Why a resource with these tags belongs to the target, or `undefined` if nothing proves it. A resource without proof is never touched.
 *
 * `kubernetes.io/cluster/<name>` is a proof only with the value `owned`: `shared` is set on networks that outlive the cluster. A tag of
 * another manager or owner overrides any proof.
 *
 * @public
 */
export function proofOf(
  tags: Record<string, string>,
  target: SweepTarget,
): string | undefined {
  if (isClaimedByOthers(tags, target)) {
    return undefined;
  }
  const { clusterName, ownership } = target;
  const expected: Array<[key: string, value: string]> = [
    [ownership.key, ownership.value],
    [`${CLUSTER_TAG_PREFIX}${clusterName}`, 'owned'],
    ...CLUSTER_NAME_TAGS.map((key): [string, string] => [key, clusterName]),
  ];
  const match = expected.find(([key, value]) => tags[key] === value);
  return match && `tag ${match[0]}=${match[1]}`;
}

/** Whether the tags name another manager or another owner. That overrides any proof. */
export function isClaimedByOthers(
  tags: Record<string, string>,
  { ownership, manager }: SweepTarget,
): boolean {
  return (
    differs(tags[manager.key], manager.value) ||
    differs(tags[ownership.key], ownership.value)
  );
}

/**
 * A resource with an id and these tags as a leftover; none if nothing proves that it belongs to the target.
 *
 * A resource that another cluster uses as well, such as a network, is reported but not removed.
 */
export function provenLeftovers(
  target: SweepTarget,
  id: string | undefined,
  tags: Record<string, string>,
  known: Omit<Leftover, 'id' | 'proof'> = {},
): Leftover[] {
  const proof = proofOf(tags, target);
  if (!id || !proof) {
    return [];
  }
  const others = otherClustersOf(tags, target);
  return others.length > 0
    ? [{ id, proof, blocked: `It is also used by ${others.join(', ')}` }]
    : [{ id, proof, ...known }];
}

/** The tag keys used to search for candidates in AWS. */
export function tagKeysOf({ clusterName, ownership }: SweepTarget): string[] {
  return [
    ownership.key,
    `${CLUSTER_TAG_PREFIX}${clusterName}`,
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

function differs(actual: string | undefined, expected: string): boolean {
  return actual !== undefined && actual !== expected;
}

function otherClustersOf(
  tags: Record<string, string>,
  { clusterName }: SweepTarget,
): string[] {
  return Object.keys(tags)
    .filter(key => key.startsWith(CLUSTER_TAG_PREFIX))
    .map(key => key.slice(CLUSTER_TAG_PREFIX.length))
    .filter(name => name !== clusterName);
}
