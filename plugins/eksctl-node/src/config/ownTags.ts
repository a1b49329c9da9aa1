import { JsonObject, JsonValue } from '@backstage/types';

/*
 * Tags and labels that eksctl writes itself (pkg/apis/eksctl.io/v1alpha5/types.go, pkg/cfn/builder and pkg/cfn/manager of eksctl 0.231).
 * A config that eksctl printed, or that was read from a cluster, contains them; eksctl writes them again.
 */

/** A key of a map of tags or labels, and what is tagged. */
export type TagPlace = {
  /** Path pattern of the map, such as `managedNodeGroups[].tags`. */
  pattern: string;
  key: string;
  value: JsonValue | undefined;
  /** What is tagged: the node group, the add-on, … */
  parent?: JsonObject;
};

type Expected = (place: TagPlace, clusterNames: readonly string[]) => boolean;

const clusterName: Expected = ({ value }, names) =>
  names.some(name => name === value);
const nameOfTagged: Expected = ({ value, parent }) =>
  typeof value === 'string' && value === parent?.name;
const namespacedName: Expected = ({ value, parent }) =>
  value === `${parent?.namespace}/${parent?.serviceAccountName}`;
/** Any version: eksctl writes its own. */
const anything: Expected = () => true;

const ofAny: Record<string, Expected> = {
  'alpha.eksctl.io/cluster-name': clusterName,
  'eksctl.cluster.k8s.io/v1alpha1/cluster-name': clusterName,
  'alpha.eksctl.io/eksctl-version': anything,
  'alpha.eksctl.io/cluster-oidc-enabled': anything,
};

const ofNodeGroup: Record<string, Expected> = {
  'alpha.eksctl.io/nodegroup-name': nameOfTagged,
  'eksctl.io/v1alpha2/nodegroup-name': nameOfTagged,
  'eksctl.cluster.k8s.io/v1alpha1/nodegroup-id': nameOfTagged,
  'alpha.eksctl.io/nodegroup-type': ({ pattern, value }) =>
    value === (pattern.startsWith('managed') ? 'managed' : 'unmanaged'),
};

const byPattern: Record<string, Record<string, Expected>> = {
  'metadata.tags': {},
  'managedNodeGroups[].tags': ofNodeGroup,
  'managedNodeGroups[].labels': ofNodeGroup,
  'nodeGroups[].tags': ofNodeGroup,
  'nodeGroups[].labels': ofNodeGroup,
  'addons[].tags': { 'alpha.eksctl.io/addon-name': nameOfTagged },
  'fargateProfiles[].tags': {},
  'iam.podIdentityAssociations[].tags': {
    'alpha.eksctl.io/podidentityassociation-name': namespacedName,
  },
  'iam.serviceAccounts[].tags': {},
};

/** Whether eksctl itself would write this tag or label with this value for this cluster. */
export function isEksctlsOwn(
  place: TagPlace,
  clusterNames: readonly string[],
): boolean {
  const { pattern, key, value } = place;
  const known = Object.hasOwn(byPattern, pattern)
    ? byPattern[pattern]
    : undefined;
  if (!known) {
    return false;
  }
  if (key.startsWith('kubernetes.io/cluster/')) {
    const name = key.slice('kubernetes.io/cluster/'.length);
    return (
      pattern === 'nodeGroups[].tags' &&
      clusterNames.includes(name) &&
      value === 'owned'
    );
  }
  const rules = { ...ofAny, ...known };
  return Object.hasOwn(rules, key) && rules[key](place, clusterNames);
}
