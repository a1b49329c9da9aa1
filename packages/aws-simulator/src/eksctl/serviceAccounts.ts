/** IAM roles for service accounts: the OIDC provider of the cluster, the roles, and the service accounts. */
import { Answer } from './aws/Aws';
import { ClusterApi } from './aws/ClusterApi';
import { AwsApiError } from './aws/errors';
import { createStack, waitForStack } from './aws/stacks';
import { ClusterConfig, ServiceAccountConfig } from './config';
import { createAccount } from './kubernetesObjects';
import { log } from './log';
import { EKSCTL_VERSION, stackNames, stackTags } from './names';
import { Session, describeCluster } from './session';
import { roleTemplate } from './templates/roleTemplate';

function issuerOf(cluster: Answer): string {
  return (cluster.identity as { oidc: { issuer: string } }).oidc.issuer;
}

/** The ARN of a cluster's OIDC provider, whether it exists or not. */
export function oidcProviderArn(
  { accountId }: Pick<Session, 'accountId'>,
  cluster: Answer,
): string {
  const issuer = issuerOf(cluster).replace('https://', '');
  return `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
}

/** Whether IAM has an OIDC provider for the issuer of a cluster. */
export async function oidcProviderExists(
  session: Pick<Session, 'aws' | 'accountId'>,
  cluster: Answer,
): Promise<boolean> {
  try {
    await session.aws.query('iam', 'GetOpenIDConnectProvider', {
      OpenIDConnectProviderArn: oidcProviderArn(session, cluster),
    });
    return true;
  } catch (error) {
    if (error instanceof AwsApiError && error.code === 'NoSuchEntity') {
      return false;
    }
    throw error;
  }
}

export async function createOidcProvider(
  { aws }: Pick<Session, 'aws'>,
  cluster: Answer,
): Promise<void> {
  await aws.query('iam', 'CreateOpenIDConnectProvider', {
    Url: issuerOf(cluster),
    ClientIDList: ['sts.amazonaws.com'],
    Tags: [
      { Key: 'alpha.eksctl.io/cluster-name', Value: String(cluster.name) },
      { Key: 'alpha.eksctl.io/eksctl-version', Value: EKSCTL_VERSION },
    ],
  });
}

/**
 * A service account that has a stack, or exists in Kubernetes and may not be overridden, counts as existing, even if its other half is
 * missing.
 */
export async function missingServiceAccounts(
  config: ClusterConfig,
  stacks: Set<string>,
  api: ClusterApi,
  overrides: boolean,
): Promise<{
  missing: ServiceAccountConfig[];
  present: ServiceAccountConfig[];
}> {
  const missing: ServiceAccountConfig[] = [];
  const present: ServiceAccountConfig[] = [];
  for (const account of config.iam?.serviceAccounts ?? []) {
    const { namespace = 'default', name } = account.metadata;
    const stack = stackNames.serviceAccount(
      config.metadata.name,
      namespace,
      name,
    );
    const isThere =
      stacks.has(stack) ||
      (!overrides &&
        account.roleOnly !== true &&
        (await isInKubernetes(api, namespace, name)));
    (isThere ? present : missing).push(account);
  }
  return { missing, present };
}

async function isInKubernetes(
  api: ClusterApi,
  namespace: string,
  name: string,
): Promise<boolean> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
  return (await api.request('GET', path)).status === 200;
}

/** Creates the role first, then the service account. */
export async function createServiceAccount(
  session: Session,
  config: ClusterConfig,
  api: ClusterApi,
  account: ServiceAccountConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { namespace = 'default', name, labels } = account.metadata;
  const roleArn =
    account.attachRoleARN ??
    (await createRole(session, config, account, timeoutSeconds));
  if (account.roleOnly) {
    return;
  }
  await createAccount(api, namespace, name, {
    labels,
    annotations: {
      ...account.metadata.annotations,
      'eks.amazonaws.com/role-arn': roleArn,
    },
  });
}

async function createRole(
  session: Session,
  config: ClusterConfig,
  account: ServiceAccountConfig,
  timeoutSeconds: number,
): Promise<string> {
  const { aws } = session;
  const { name: cluster, tags } = config.metadata;
  const { namespace = 'default', name } = account.metadata;
  const stack = stackNames.serviceAccount(cluster, namespace, name);
  const providerArn = oidcProviderArn(
    session,
    await describeCluster(aws, cluster),
  );
  log.info(`building iamserviceaccount stack "${stack}"`);
  await createStack(
    aws,
    stack,
    roleTemplate({
      roleName: account.roleName,
      trust: {
        kind: 'oidc',
        providerArn,
        serviceAccount: `${namespace}:${name}`,
      },
      policies: account,
    }),
    {
      ...stackTags(cluster, tags),
      'alpha.eksctl.io/iamserviceaccount-name': `${namespace}/${name}`,
    },
  );
  return (await waitForStack(aws, stack, timeoutSeconds)).outputs.Role1;
}

/** The tasks of `create cluster`; none without an OIDC provider. */
export function serviceAccountTasks({ iam }: ClusterConfig) {
  if (!iam?.withOIDC) {
    return [];
  }
  const accounts = (iam.serviceAccounts ?? []).map(
    ({
      metadata: { namespace = 'default', name },
      attachRoleARN,
      roleOnly,
    }) => ({
      subTask: true,
      tasks: [
        ...(attachRoleARN
          ? []
          : [`create IAM role for serviceaccount "${namespace}/${name}"`]),
        ...(roleOnly ? [] : [`create serviceaccount "${namespace}/${name}"`]),
      ],
    }),
  );
  return [
    'associate IAM OIDC provider',
    { subTask: true, parallel: true, tasks: accounts },
  ];
}
