/** Pod identity associations, and the roles that eksctl creates for them. */
import { ClusterApi } from './aws/ClusterApi';
import { createStack, waitForStack } from './aws/stacks';
import { ClusterConfig, PodIdentityConfig } from './config';
import { createAccount } from './kubernetesObjects';
import { log } from './log';
import { stackNames, stackTags } from './names';
import { Session } from './session';
import { roleTemplate } from './templates/roleTemplate';

/** Tags of the role's stack, and of an association that belongs to no add-on. */
function tagsOf(
  association: PodIdentityConfig,
  addon: string | undefined,
): Record<string, string> {
  const { namespace, serviceAccountName, tags } = association;
  const name = `${namespace ?? ''}/${serviceAccountName}`;
  return {
    ...tags,
    ...(addon === undefined
      ? { 'alpha.eksctl.io/podidentityassociation-name': name }
      : {
          'alpha.eksctl.io/addon-podidentityassociation-name': name,
          'alpha.eksctl.io/addon-name': addon,
        }),
  };
}

/** Creates the role of an association; with `addon`, for the service account of that add-on. */
export async function createPodIdentityRole(
  { aws }: Session,
  config: ClusterConfig,
  association: PodIdentityConfig,
  timeoutSeconds: number,
  addon?: string,
): Promise<string> {
  const { name: cluster, tags } = config.metadata;
  const { namespace, serviceAccountName, roleName } = association;
  const stack = addon
    ? stackNames.addonRole(cluster, addon, serviceAccountName)
    : stackNames.podIdentityRole(cluster, namespace, serviceAccountName);
  await createStack(
    aws,
    stack,
    roleTemplate({
      roleName,
      trust: { kind: 'podIdentity' },
      policies: {
        attachPolicyARNs: association.permissionPolicyARNs,
        attachPolicy: association.permissionPolicy,
        wellKnownPolicies: association.wellKnownPolicies,
        permissionsBoundary: association.permissionsBoundaryARN,
      },
    }),
    { ...stackTags(cluster, tags), ...tagsOf(association, addon) },
  );
  return (await waitForStack(aws, stack, timeoutSeconds)).outputs.Role1;
}

/** Creates the role, the service account if configured, and the association. */
export async function createPodIdentity(
  session: Session,
  config: ClusterConfig,
  api: ClusterApi,
  association: PodIdentityConfig,
  timeoutSeconds: number,
): Promise<void> {
  const { namespace, serviceAccountName, createServiceAccount } = association;
  const roleArn =
    association.roleARN ??
    (await createPodIdentityRole(session, config, association, timeoutSeconds));
  if (createServiceAccount) {
    await createAccount(api, namespace, serviceAccountName);
  }
  await session.aws.eks(
    'CreatePodIdentityAssociation',
    'POST',
    `/clusters/${config.metadata.name}/pod-identity-associations`,
    {
      body: {
        namespace,
        serviceAccount: serviceAccountName,
        roleArn,
        targetRoleArn: association.targetRoleARN,
        disableSessionTags: association.disableSessionTags,
        // eksctl adds its own tags if it creates the role.
        tags: association.roleARN
          ? association.tags
          : tagsOf(association, undefined),
      },
    },
  );
  log.info(
    `created pod identity association for service account "${serviceAccountName}" in namespace "${namespace}"`,
  );
}

/** The task tree of a pod identity association. */
export function podIdentityTask({
  namespace,
  serviceAccountName,
  createServiceAccount,
  roleARN,
}: PodIdentityConfig) {
  const account = `"${namespace}/${serviceAccountName}"`;
  return {
    subTask: true,
    tasks: [
      ...(roleARN
        ? []
        : [
            `create IAM role for pod identity association for service account ${account}`,
          ]),
      ...(createServiceAccount
        ? [`create service account ${account}, if it does not already exist`]
        : []),
      `create pod identity association for service account ${account}`,
    ],
  };
}
