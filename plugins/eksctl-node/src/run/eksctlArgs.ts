/**
 * File name of the config in the working directory of a run.
 *
 * @public
 */
export const CONFIG_FILE_NAME = 'cluster.yaml';

const FROM_FILE = ['-f', CONFIG_FILE_NAME];
const PLAIN = ['--color=false'];

/**
 * Duration in Go's format for a single wait of eksctl, such as `40m`.
 *
 * @public
 */
export type WaitLimit = { timeout?: string };

/**
 * Creates the cluster that the config file describes, without touching a kubeconfig.
 *
 * @public
 */
export function createClusterArgs({
  timeout = '40m',
}: WaitLimit = {}): string[] {
  return [
    'create',
    'cluster',
    ...FROM_FILE,
    '--write-kubeconfig=false',
    '--timeout',
    timeout,
    ...PLAIN,
  ];
}

/**
 * Prints the whole config that eksctl would use, and creates nothing. eksctl accepts neither `--timeout` nor `--write-kubeconfig` with
 * it.
 *
 * @public
 */
export function dryRunArgs(): string[] {
  return ['create', 'cluster', ...FROM_FILE, '--dry-run', ...PLAIN];
}

/**
 * Deletes a cluster and waits until its stacks are deleted. Without `--wait`, eksctl reports success while the deletion is in progress or
 * fails; without `--disable-nodegroup-eviction`, a PodDisruptionBudget can block it forever.
 *
 * `force` ignores errors of Kubernetes. eksctl crashes with it when the EKS cluster no longer exists.
 *
 * @public
 */
export function deleteClusterArgs(
  options: { name: string; region: string; force?: boolean } & WaitLimit,
): string[] {
  const { name, region, force = false, timeout = '60m' } = options;
  return [
    'delete',
    'cluster',
    '--name',
    name,
    '--region',
    region,
    '--wait',
    '--disable-nodegroup-eviction',
    '--timeout',
    timeout,
    ...(force ? ['--force'] : []),
    ...PLAIN,
  ];
}

/**
 * Creates the node groups of the config that have no stack yet. A rolled-back stack counts as a stack.
 *
 * @public
 */
export function createNodegroupArgs({
  timeout = '45m',
}: WaitLimit = {}): string[] {
  return ['create', 'nodegroup', ...FROM_FILE, '--timeout', timeout, ...PLAIN];
}

/**
 * Creates the missing add-ons and waits for each. With `--force`, an add-on replaces a self-managed one of the same name, as in
 * `create cluster`.
 *
 * @public
 */
export function createAddonArgs(): string[] {
  return ['create', 'addon', ...FROM_FILE, '--force', ...PLAIN];
}

/**
 * Updates version, configuration and permissions of the add-ons, and waits for each. A version that the config does not name is kept.
 *
 * @public
 */
export function updateAddonArgs(): string[] {
  return ['update', 'addon', ...FROM_FILE, '--force', ...PLAIN];
}

/**
 * Creates the missing access entries.
 *
 * @public
 */
export function createAccessEntryArgs(): string[] {
  return ['create', 'accessentry', ...FROM_FILE, ...PLAIN];
}

/**
 * Creates the IAM OIDC provider for the cluster's issuer.
 *
 * @public
 */
export function associateOidcProviderArgs(): string[] {
  return [
    'utils',
    'associate-iam-oidc-provider',
    ...FROM_FILE,
    '--approve',
    ...PLAIN,
  ];
}

/**
 * Creates the IAM service accounts that have no stack yet. Service accounts that exist in Kubernetes get their role, as in
 * `create cluster`; without the last flag they would be skipped.
 *
 * @public
 */
export function createServiceAccountArgs(): string[] {
  return [
    'create',
    'iamserviceaccount',
    ...FROM_FILE,
    '--approve',
    '--override-existing-serviceaccounts',
    ...PLAIN,
  ];
}

/**
 * Creates the missing pod identity associations.
 *
 * @public
 */
export function createPodIdentityArgs(): string[] {
  return ['create', 'podidentityassociation', ...FROM_FILE, ...PLAIN];
}

/**
 * Creates the missing Fargate profiles.
 *
 * @public
 */
export function createFargateProfileArgs(): string[] {
  return ['create', 'fargateprofile', ...FROM_FILE, ...PLAIN];
}

/**
 * Sets the sizes of one node group and waits for it.
 *
 * @public
 */
export function scaleNodegroupArgs(options: {
  cluster: string;
  region: string;
  name: string;
  nodes: number;
  min: number;
  max: number;
}): string[] {
  return [
    'scale',
    'nodegroup',
    '--cluster',
    options.cluster,
    '--region',
    options.region,
    '--name',
    options.name,
    '--nodes',
    String(options.nodes),
    '--nodes-min',
    String(options.min),
    '--nodes-max',
    String(options.max),
    '--wait',
    ...PLAIN,
  ];
}
