/** IAM roles for service accounts: the trust of IAM in the cluster, the roles, and the accounts themselves. */
import { Answer } from './aws/Aws';
import { ClusterApi } from './aws/ClusterApi';
import { AwsApiError } from './aws/errors';
import { createStack, waitForStack } from './aws/stacks';
import { ClusterConfig } from './config';
import { createAccount } from './kubernetesObjects';
import { log } from './log';
import { stackNames, stackTags } from './names';
import { Session } from './session';
import { podIdentityRoleTemplate } from './templates/roleTemplate';

type ServiceAccount = NonNullable<
  NonNullable<ClusterConfig['iam']>['serviceAccounts']
>[number];

function issuerOf(cluster: Answer): string {
  return (cluster.identity as { oidc: { issuer: string } }).oidc.issuer;
}

/** Whether IAM trusts the issuer of a cluster. */
export async function oidcProviderExists(
  { aws, accountId }: Pick<Session, 'aws' | 'accountId'>,
  cluster: Answer,
): Promise<boolean> {
  const issuer = issuerOf(cluster).replace('https://', '');
  try {
    await aws.query('iam', 'GetOpenIDConnectProvider', {
      OpenIDConnectProviderArn: `arn:aws:iam::${accountId}:oidc-provider/${issuer}`,
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
    Tags: [
      { Key: 'alpha.eksctl.io/cluster-name', Value: String(cluster.name) },
    ],
  });
}

/** What has a stack or is in Kubernetes counts as there, whatever became of the other half. */
export async function missingServiceAccounts(
  config: ClusterConfig,
  stacks: Set<string>,
  api: ClusterApi,
): Promise<{ missing: ServiceAccount[]; present: ServiceAccount[] }> {
  const missing: ServiceAccount[] = [];
  const present: ServiceAccount[] = [];
  for (const account of config.iam?.serviceAccounts ?? []) {
    const { namespace = 'default', name } = account.metadata;
    const stack = stackNames.serviceAccount(
      config.metadata.name,
      namespace,
      name,
    );
    const { status } = await api.request(
      'GET',
      `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`,
    );
    (stacks.has(stack) || status === 200 ? present : missing).push(account);
  }
  return { missing, present };
}

/** The role first, then the account. */
export async function createServiceAccount(
  { aws }: Session,
  config: ClusterConfig,
  api: ClusterApi,
  { metadata: { namespace = 'default', name } }: ServiceAccount,
  timeoutSeconds: number,
): Promise<void> {
  const { name: cluster, tags } = config.metadata;
  const stack = stackNames.serviceAccount(cluster, namespace, name);
  log.info(`building iamserviceaccount stack "${stack}"`);
  await createStack(aws, stack, podIdentityRoleTemplate(), {
    ...stackTags(cluster, tags),
    'alpha.eksctl.io/iamserviceaccount-name': `${namespace}/${name}`,
  });
  await waitForStack(aws, stack, timeoutSeconds);
  await createAccount(api, namespace, name);
}

/** The tasks of `create cluster`; none without an OIDC provider. */
export function serviceAccountTasks({ iam }: ClusterConfig) {
  if (!iam?.withOIDC) {
    return [];
  }
  const accounts = (iam.serviceAccounts ?? []).map(
    ({ metadata: { namespace = 'default', name } }) => ({
      subTask: true,
      tasks: [
        `create IAM role for serviceaccount "${namespace}/${name}"`,
        `create serviceaccount "${namespace}/${name}"`,
      ],
    }),
  );
  return [
    'associate IAM OIDC provider',
    { subTask: true, parallel: true, tasks: accounts },
  ];
}
