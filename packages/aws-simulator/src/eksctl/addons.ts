/** Add-ons and their roles in `create cluster`, `create addon` and `update addon`. */
import { AwsApiError } from './aws/errors';
import { createStack, listStacks, waitForStack } from './aws/stacks';
import {
  AddonConfig,
  ClusterConfig,
  PodIdentityConfig,
  RolePolicies,
  isIpv6,
} from './config';
import { failure } from './Exit';
import { log } from './log';
import { stackNames, stackTags } from './names';
import { createPodIdentityRole } from './podIdentities';
import { oidcProviderArn, oidcProviderExists } from './serviceAccounts';
import { Session, describeCluster } from './session';
import { managedPolicy, roleTemplate } from './templates/roleTemplate';

const POLL_SECONDS = 10;
const CNI = 'vpc-cni';
const AWS_NODE = 'aws-node';

/** Assigning an IPv6 address to a Pod needs different API calls than an IPv4 address. */
const IPV6_CNI_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'ec2:AssignIpv6Addresses',
        'ec2:DescribeInstances',
        'ec2:DescribeTags',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: ['ec2:CreateTags'],
      Resource: 'arn:aws:ec2:*:*:network-interface/*',
    },
  ],
};

interface AddonView {
  status: string;
  addonVersion: string;
  serviceAccountRoleArn?: string;
  podIdentityAssociations?: string[];
}

interface AddonVersion {
  addonVersion: string;
  requiresIamPermissions: boolean;
}

interface RecommendedIdentity {
  serviceAccount: string;
  recommendedManagedPolicies: string[];
}

interface Association {
  serviceAccount: string;
  roleArn: string;
}

/** The permissions with which an add-on is created or updated. */
interface Permissions {
  serviceAccountRoleArn?: string;
  podIdentityAssociations?: Association[];
}

async function findAddon(
  { aws }: Session,
  cluster: string,
  name: string,
): Promise<AddonView | undefined> {
  try {
    const answer = await aws.eks(
      'DescribeAddon',
      'GET',
      `/clusters/${cluster}/addons/${name}`,
    );
    return answer.addon as unknown as AddonView;
  } catch (error) {
    if (
      error instanceof AwsApiError &&
      error.code === 'ResourceNotFoundException'
    ) {
      return undefined;
    }
    throw error;
  }
}

export async function addonExists(
  session: Session,
  cluster: string,
  name: string,
): Promise<boolean> {
  return (await findAddon(session, cluster, name)) !== undefined;
}

async function latestVersion(
  { aws }: Session,
  config: ClusterConfig,
  name: string,
): Promise<AddonVersion> {
  const answer = await aws.eks(
    'DescribeAddonVersions',
    'GET',
    '/addons/supported-versions',
    {
      query: {
        addonName: name,
        kubernetesVersion: config.metadata.version ?? '',
      },
    },
  );
  const [addon] = answer.addons as Array<{ addonVersions: AddonVersion[] }>;
  if (!addon) {
    throw new Error(`no versions available for "${name}"`);
  }
  return addon.addonVersions[0];
}

async function recommendedIdentities(
  { aws }: Session,
  addonName: string,
  addonVersion: string,
): Promise<RecommendedIdentity[]> {
  const answer = await aws.eks(
    'DescribeAddonConfiguration',
    'GET',
    '/addons/configuration-schemas',
    { query: { addonName, addonVersion } },
  );
  return answer.podIdentityConfiguration as unknown as RecommendedIdentity[];
}

function hasOwnPolicies(policies: RolePolicies): boolean {
  return (
    (policies.attachPolicyARNs ?? []).length > 0 ||
    policies.attachPolicy !== undefined ||
    Object.values(policies.wellKnownPolicies ?? {}).some(Boolean)
  );
}

function hasRoleSettings(addon: AddonConfig): boolean {
  return addon.serviceAccountRoleARN !== undefined || hasOwnPolicies(addon);
}

/** The policies that eksctl recommends for an add-on. */
function recommendedPolicies(
  config: ClusterConfig,
  { name, permissionsBoundary }: AddonConfig,
): RolePolicies | undefined {
  const policies = policiesFor(config, name);
  return policies && { ...policies, permissionsBoundary };
}

function policiesFor(
  config: ClusterConfig,
  name: string,
): RolePolicies | undefined {
  switch (name) {
    case CNI:
      return isIpv6(config)
        ? { attachPolicy: IPV6_CNI_POLICY }
        : { attachPolicyARNs: [managedPolicy('AmazonEKS_CNI_Policy')] };
    case 'aws-ebs-csi-driver':
      return { wellKnownPolicies: { ebsCSIController: true } };
    case 'aws-efs-csi-driver':
      return { wellKnownPolicies: { efsCSIController: true } };
    default:
      return undefined;
  }
}

function isAutomatic(config: ClusterConfig, addon: AddonConfig): boolean {
  return (
    config.addonsConfig?.autoApplyPodIdentityAssociations === true ||
    addon.useDefaultPodIdentityAssociations === true
  );
}

/** A role that the add-on's service account assumes through the OIDC provider. */
async function createOidcRole(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  policies: RolePolicies,
  timeoutSeconds: number,
): Promise<string> {
  const { name: cluster, tags } = config.metadata;
  const stack = stackNames.addon(cluster, addon.name);
  const providerArn = oidcProviderArn(
    session,
    await describeCluster(session.aws, cluster),
  );
  await createStack(
    session.aws,
    stack,
    roleTemplate({
      trust: {
        kind: 'oidc',
        providerArn,
        ...(addon.name === CNI && {
          serviceAccount: `kube-system:${AWS_NODE}`,
        }),
      },
      policies,
    }),
    { ...stackTags(cluster, tags), 'alpha.eksctl.io/addon-name': addon.name },
  );
  return (await waitForStack(session.aws, stack, timeoutSeconds)).outputs.Role1;
}

/** The roles for the associations that name none. */
async function associate(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  wanted: PodIdentityConfig[],
  timeoutSeconds: number,
): Promise<Association[]> {
  const associations: Association[] = [];
  for (const association of wanted) {
    const roleArn =
      association.roleARN ??
      (await createPodIdentityRole(
        session,
        config,
        association,
        timeoutSeconds,
        addon.name,
      ));
    associations.push({
      serviceAccount: association.serviceAccountName,
      roleArn,
    });
  }
  return associations;
}

function recommendedAssociations(
  config: ClusterConfig,
  addon: AddonConfig,
  recommended: RecommendedIdentity[],
): PodIdentityConfig[] {
  return addon.name === CNI && isIpv6(config)
    ? [
        {
          namespace: '',
          serviceAccountName: AWS_NODE,
          permissionPolicy: IPV6_CNI_POLICY,
        },
      ]
    : recommended.map(item => ({
        namespace: '',
        serviceAccountName: item.serviceAccount,
        permissionPolicyARNs: item.recommendedManagedPolicies,
      }));
}

/**
 * The permissions of a new add-on: the configured or recommended ones, by pod identity associations or by a role for its service account.
 * The latter needs the OIDC provider, which `create cluster` creates after the first add-ons.
 */
async function permissionsOf(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  version: AddonVersion,
  timeoutSeconds: number,
): Promise<Permissions> {
  if (!version.requiresIamPermissions) {
    return {};
  }
  const recommended = await recommendedIdentities(
    session,
    addon.name,
    version.addonVersion,
  );
  const explicit = addon.podIdentityAssociations ?? [];
  if (explicit.length > 0) {
    log.info(
      `pod identity associations are set for "${addon.name}" addon; will use these to configure required IAM permissions`,
    );
    return {
      podIdentityAssociations: await associate(
        session,
        config,
        addon,
        explicit,
        timeoutSeconds,
      ),
    };
  }
  if (
    !hasRoleSettings(addon) &&
    isAutomatic(config, addon) &&
    recommended.length > 0
  ) {
    log.info(
      `"addonsConfig.autoApplyPodIdentityAssociations" is set to true; will lookup recommended pod identity configuration for "${addon.name}" addon`,
    );
    return {
      podIdentityAssociations: await associate(
        session,
        config,
        addon,
        recommendedAssociations(config, addon, recommended),
        timeoutSeconds,
      ),
    };
  }
  return roleOf(session, config, addon, timeoutSeconds);
}

async function roleOf(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  timeoutSeconds: number,
): Promise<Permissions> {
  const isSet = hasRoleSettings(addon);
  const policies = isSet ? addon : recommendedPolicies(config, addon);
  if (!policies) {
    log.warning(
      `IAM permissions are required for "${addon.name}" addon; ${suggestion(
        addon.name,
      )}`,
    );
    return {};
  }
  const cluster = await describeCluster(session.aws, config.metadata.name);
  if (!(await oidcProviderExists(session, cluster))) {
    log.warning(
      `${
        isSet ? 'IRSA config is set' : 'recommended policies were found'
      } for "${
        addon.name
      }" addon, but since OIDC is disabled on the cluster, eksctl cannot configure the requested permissions; ${suggestion(
        addon.name,
      )}`,
    );
    return {};
  }
  if (isSet) {
    log.info(
      `IRSA is set for "${addon.name}" addon; will use this to configure IAM permissions`,
    );
  }
  if (addon.serviceAccountRoleARN) {
    log.info(
      `using provided ServiceAccountRoleARN "${addon.serviceAccountRoleARN}"`,
    );
    return { serviceAccountRoleArn: addon.serviceAccountRoleARN };
  }
  log.info(
    `creating role using ${isSet ? 'provided' : 'recommended'} policies for "${
      addon.name
    }" addon`,
  );
  return {
    serviceAccountRoleArn: await createOidcRole(
      session,
      config,
      addon,
      policies,
      timeoutSeconds,
    ),
  };
}

function suggestion(name: string): string {
  return `the recommended way to provide IAM permissions for "${name}" addon is via pod identity associations; after addon creation is completed, add all recommended policies to the config file, under \`addon.PodIdentityAssociations\`, and run \`eksctl update addon\``;
}

/** Creates one add-on; with `wait`, until it is active. */
export async function createAddon(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  options: { wait: boolean; timeoutSeconds: number },
): Promise<void> {
  const { aws } = session;
  const { name: cluster } = config.metadata;
  const version = await latestVersion(session, config, addon.name);
  const permissions = await permissionsOf(
    session,
    config,
    addon,
    version,
    options.timeoutSeconds,
  );
  log.info(`creating addon: ${addon.name}`);
  try {
    await aws.eks('CreateAddon', 'POST', `/clusters/${cluster}/addons`, {
      body: {
        addonName: addon.name,
        addonVersion: version.addonVersion,
        configurationValues: addon.configurationValues,
        ...permissions,
        tags: addon.tags,
      },
    });
  } catch (error) {
    throw new Error(
      `failed to create "${addon.name}" addon: ${(error as Error).message}`,
    );
  }
  if (!options.wait) {
    log.info(`successfully created addon: ${addon.name}`);
    return;
  }
  await waitForAddon(session, cluster, addon.name, options.timeoutSeconds);
  log.info(`addon "${addon.name}" active`);
}

/**
 * Updates one add-on, and waits until it is active.
 *
 * @throws Exit if eksctl refuses it
 */
export async function updateAddon(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { name: cluster } = config.metadata;
  const found = await findAddon(session, cluster, addon.name);
  if (!found) {
    throw failure(
      `failed to get addon "${addon.name}": No addon: ${addon.name} found in cluster: ${cluster}`,
    );
  }
  if (addon.version === undefined) {
    log.info(
      `no new version provided, preserving existing version: ${found.addonVersion}`,
    );
  }
  const permissions = await newPermissions(
    session,
    config,
    addon,
    found,
    timeoutSeconds,
  );
  log.info('updating addon');
  await session.aws.eks(
    'UpdateAddon',
    'POST',
    `/clusters/${cluster}/addons/${addon.name}/update`,
    {
      body: {
        addonVersion: found.addonVersion,
        configurationValues: addon.configurationValues,
        ...permissions,
      },
    },
  );
  await waitForAddon(session, cluster, addon.name, timeoutSeconds);
  log.info(`addon "${addon.name}" active`);
}

async function newPermissions(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  found: AddonView,
  timeoutSeconds: number,
): Promise<Permissions> {
  const explicit = addon.podIdentityAssociations ?? [];
  const associated = (found.podIdentityAssociations ?? []).length > 0;
  if (explicit.length > 0 || addon.useDefaultPodIdentityAssociations) {
    if (associated) {
      return {};
    }
    const recommended = await recommendedIdentities(
      session,
      addon.name,
      found.addonVersion,
    );
    const wanted =
      explicit.length > 0
        ? explicit
        : recommendedAssociations(config, addon, recommended);
    return {
      podIdentityAssociations: await associate(
        session,
        config,
        addon,
        wanted,
        timeoutSeconds,
      ),
    };
  }
  if (associated) {
    return {};
  }
  return {
    serviceAccountRoleArn:
      addon.serviceAccountRoleARN ??
      (hasOwnPolicies(addon)
        ? await ownRole(session, config, addon, timeoutSeconds)
        : found.serviceAccountRoleArn),
  };
}

/** The stack of an existing role would be updated; here it never changes. */
async function ownRole(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  timeoutSeconds: number,
): Promise<string> {
  const stack = stackNames.addon(config.metadata.name, addon.name);
  const stacks = await listStacks(session.aws);
  return stacks.some(({ name }) => name === stack)
    ? (await waitForStack(session.aws, stack, timeoutSeconds)).outputs.Role1
    : createOidcRole(session, config, addon, addon, timeoutSeconds);
}

/**
 * After creating the OIDC provider, `create cluster` assigns vpc-cni, which it created before, its role. From then on the recommended
 * policies count as configured.
 */
export async function giveVpcCniItsRole(
  session: Session,
  config: ClusterConfig,
  addon: AddonConfig,
  timeoutSeconds: number,
): Promise<void> {
  await waitForAddon(session, config.metadata.name, addon.name, timeoutSeconds);
  log.info(`addon "${addon.name}" active`);
  const isUnset =
    !hasRoleSettings(addon) &&
    !isAutomatic(config, addon) &&
    (addon.podIdentityAssociations ?? []).length === 0;
  const resolved = {
    ...addon,
    ...(isUnset && recommendedPolicies(config, addon)),
    version: addon.version ?? 'latest',
  };
  await updateAddon(session, config, resolved, timeoutSeconds);
}

/** The add-on that `create cluster` updates after it created the OIDC provider. */
export function vpcCniToUpdate(
  { iam }: ClusterConfig,
  addons: AddonConfig[],
): AddonConfig | undefined {
  return iam?.withOIDC ? addons.find(({ name }) => name === CNI) : undefined;
}

async function waitForAddon(
  { aws }: Session,
  cluster: string,
  name: string,
  timeoutSeconds: number,
): Promise<void> {
  const watch = aws.stopwatch();
  for (;;) {
    const answer = await aws.eks(
      'DescribeAddon',
      'GET',
      `/clusters/${cluster}/addons/${name}`,
    );
    const { status } = answer.addon as { status: string };
    if (status === 'ACTIVE') {
      return;
    }
    if (status !== 'CREATING' && status !== 'UPDATING') {
      throw new Error(`addon status transitioned to "${status}"`);
    }
    if (watch.waited() > timeoutSeconds) {
      throw new Error(`timed out waiting for addon "${name}" to become active`);
    }
    await watch.sleep(POLL_SECONDS);
  }
}
