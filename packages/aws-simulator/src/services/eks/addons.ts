import { Addon, Cluster, PodIdentityAssociation } from '../../world/model';
import { ec2Id, uuid } from '../../world/ids';
import { ActionContext, RestOperation } from '../service';
import {
  bodyTags,
  bodyText,
  inUse,
  invalid,
  notFound,
  requireAddon,
  requireCluster,
} from './lookups';
import { addonOutput, addonStatus, podIdentityOutput } from './shapes';
import {
  ADDON_NAMES,
  ADDON_SERVICE_ACCOUNTS,
  addonVersion,
  recommendedPolicies,
} from './versions';

const NAMESPACE = 'kube-system';
const SETTLE_SECONDS = 8;
const DELETE_SECONDS = 5;

interface AssociationInput {
  serviceAccount: string;
  roleArn: string;
  targetRoleArn?: string;
  disableSessionTags?: boolean;
}

function associate(
  context: ActionContext,
  clusterName: string,
  namespace: string,
  input: AssociationInput,
  tags: Record<string, string>,
): PodIdentityAssociation {
  const cluster = requireCluster(context, clusterName);
  const { serviceAccount, roleArn, targetRoleArn, disableSessionTags } = input;
  const taken = cluster.podIdentityAssociations.some(
    item =>
      item.namespace === namespace && item.serviceAccount === serviceAccount,
  );
  if (taken) {
    throw inUse(`Association already exists: ${namespace}/${serviceAccount}`);
  }
  const id = ec2Id('a');
  const association: PodIdentityAssociation = {
    id,
    arn: `${cluster.arn.replace(
      ':cluster/',
      ':podidentityassociation/',
    )}/${id}`,
    namespace,
    serviceAccount,
    roleArn,
    ...(targetRoleArn !== undefined && { targetRoleArn }),
    ...(disableSessionTags !== undefined && { disableSessionTags }),
    createdAt: context.world.now(),
    tags,
  };
  cluster.podIdentityAssociations.push(association);
  return association;
}

/** The service account that an add-on creates is annotated with its role. */
function annotateServiceAccount(cluster: Cluster, addon: Addon): void {
  const name = ADDON_SERVICE_ACCOUNTS[addon.name];
  const { serviceAccountRoleArn: roleArn } = addon;
  if (name === undefined) {
    return;
  }
  const others = (cluster.serviceAccounts ?? []).filter(
    account => account.namespace !== NAMESPACE || account.name !== name,
  );
  const before = cluster.serviceAccounts?.find(
    account => account.namespace === NAMESPACE && account.name === name,
  );
  cluster.serviceAccounts = [
    ...others,
    {
      ...before,
      namespace: NAMESPACE,
      name,
      annotations: {
        ...before?.annotations,
        'eks.amazonaws.com/role-arn': roleArn ?? '',
      },
    },
  ];
}

/** Associations that are named stay or change their role; without a list, all stay unchanged. */
function updateAssociations(
  context: ActionContext,
  cluster: Cluster,
  addon: Addon,
  inputs: AssociationInput[] | undefined,
): void {
  if (inputs === undefined) {
    return;
  }
  const own = cluster.podIdentityAssociations.filter(({ arn }) =>
    addon.podIdentityAssociationArns.includes(arn),
  );
  cluster.podIdentityAssociations = cluster.podIdentityAssociations.filter(
    item => !own.includes(item),
  );
  addon.podIdentityAssociationArns = inputs.map(input => {
    const kept = own.find(item => item.serviceAccount === input.serviceAccount);
    if (kept) {
      kept.roleArn = input.roleArn;
      cluster.podIdentityAssociations.push(kept);
      return kept.arn;
    }
    return associate(context, cluster.name, NAMESPACE, input, {}).arn;
  });
}

/** Operations on add-ons and pod identity associations. */
export const ADDON_OPERATIONS: RestOperation[] = [
  {
    action: 'DescribeAddonVersions',
    method: 'GET',
    path: '/addons/supported-versions',
    run: (_context, _parameters, _body, query) => {
      const wanted = query.get('addonName');
      const kubernetesVersion = query.get('kubernetesVersion') ?? '1.34';
      return {
        addons: ADDON_NAMES.filter(
          name => wanted === null || name === wanted,
        ).map(name => ({
          addonName: name,
          type: 'networking',
          addonVersions: [
            {
              addonVersion: addonVersion(name, kubernetesVersion),
              architecture: ['amd64', 'arm64'],
              compatibilities: [
                {
                  clusterVersion: kubernetesVersion,
                  defaultVersion: true,
                  platformVersions: ['*'],
                },
              ],
              requiresConfiguration: false,
              requiresIamPermissions: recommendedPolicies(name).length > 0,
            },
          ],
        })),
      };
    },
  },
  {
    action: 'DescribeAddonConfiguration',
    method: 'GET',
    path: '/addons/configuration-schemas',
    run: (_context, _parameters, _body, query) => {
      const name = query.get('addonName') ?? '';
      const serviceAccount = ADDON_SERVICE_ACCOUNTS[name];
      return {
        addonName: name,
        addonVersion: query.get('addonVersion') ?? undefined,
        configurationSchema: '{}',
        podIdentityConfiguration: serviceAccount
          ? [
              {
                serviceAccount,
                recommendedManagedPolicies: recommendedPolicies(name),
              },
            ]
          : [],
      };
    },
  },
  {
    action: 'ListAddons',
    method: 'GET',
    path: '/clusters/{cluster}/addons',
    run: (context, { cluster }) => ({
      addons: requireCluster(context, cluster).addons.map(addon => addon.name),
    }),
  },
  {
    action: 'CreateAddon',
    method: 'POST',
    path: '/clusters/{cluster}/addons',
    run: (context, { cluster: clusterName }, body) => {
      const cluster = requireCluster(context, clusterName);
      const name = bodyText(body, 'addonName');
      const version =
        typeof body.addonVersion === 'string'
          ? body.addonVersion
          : addonVersion(name, cluster.version);
      if (version === undefined) {
        throw invalid('The addon name specified is not supported');
      }
      if (cluster.addons.some(addon => addon.name === name)) {
        throw inUse(`Addon already exists.`);
      }
      const { world, accountId, regionName } = context;
      const subject = { accountId, region: regionName, cluster: clusterName };
      const degraded = world.faults.take(
        ['addon-degraded'],
        subject,
        effect => effect.addon === name,
      );
      const inputs = (body.podIdentityAssociations ?? []) as AssociationInput[];
      const associations = inputs.map(input =>
        associate(context, clusterName, NAMESPACE, input, {}),
      );
      const addon: Addon = {
        name,
        version,
        arn: `${cluster.arn.replace(':cluster/', ':addon/')}/${name}/${uuid()}`,
        settledAt: world.after(world.now(), SETTLE_SECONDS),
        settledStatus: degraded ? 'DEGRADED' : 'ACTIVE',
        healthIssues: degraded
          ? [
              {
                code: 'InsufficientNumberOfReplicas',
                message:
                  "The add-on is unhealthy because it doesn't have the desired number of replicas.",
                resourceIds: [],
              },
            ]
          : [],
        deleting: false,
        ...(typeof body.serviceAccountRoleArn === 'string' && {
          serviceAccountRoleArn: body.serviceAccountRoleArn,
        }),
        ...(typeof body.configurationValues === 'string' && {
          configurationValues: body.configurationValues,
        }),
        podIdentityAssociationArns: associations.map(
          association => association.arn,
        ),
        createdAt: world.now(),
        tags: bodyTags(body),
      };
      cluster.addons.push(addon);
      annotateServiceAccount(cluster, addon);
      return { addon: addonOutput(cluster, addon, world.now()) };
    },
  },
  {
    action: 'DescribeAddon',
    method: 'GET',
    path: '/clusters/{cluster}/addons/{name}',
    run: (context, { cluster: clusterName, name }) => {
      const cluster = requireCluster(context, clusterName);
      return {
        addon: addonOutput(
          cluster,
          requireAddon(cluster, name),
          context.world.now(),
        ),
      };
    },
  },
  {
    action: 'UpdateAddon',
    method: 'POST',
    path: '/clusters/{cluster}/addons/{name}/update',
    run: (context, { cluster: clusterName, name }, body) => {
      const { world } = context;
      const cluster = requireCluster(context, clusterName);
      const addon = requireAddon(cluster, name);
      const status = addonStatus(addon, world.now());
      if (['CREATING', 'UPDATING', 'DELETING'].includes(status)) {
        throw inUse(`Cannot update ${name} while it is in status ${status}`);
      }
      const { addonVersion: version, configurationValues } = body;
      const { serviceAccountRoleArn } = body;
      if (typeof version === 'string') {
        addon.version = version;
      }
      if (typeof configurationValues === 'string') {
        addon.configurationValues = configurationValues;
      }
      // As in EKS, an update without a role removes the role.
      addon.serviceAccountRoleArn =
        typeof serviceAccountRoleArn === 'string'
          ? serviceAccountRoleArn
          : undefined;
      updateAssociations(
        context,
        cluster,
        addon,
        body.podIdentityAssociations as AssociationInput[] | undefined,
      );
      annotateServiceAccount(cluster, addon);
      addon.updated = true;
      addon.settledAt = world.after(world.now(), SETTLE_SECONDS);
      return {
        update: {
          id: uuid(),
          status: 'InProgress',
          type: 'AddonUpdate',
          params: [],
          createdAt: new Date(world.now()),
          errors: [],
        },
      };
    },
  },
  {
    action: 'DeleteAddon',
    method: 'DELETE',
    path: '/clusters/{cluster}/addons/{name}',
    run: (context, { cluster: clusterName, name }) => {
      const cluster = requireCluster(context, clusterName);
      const addon = requireAddon(cluster, name);
      const { world, accountId, regionName } = context;
      addon.deleting = true;
      const at = world.after(world.now(), DELETE_SECONDS);
      world.schedule({
        kind: 'remove',
        part: 'addon',
        at,
        accountId,
        region: regionName,
        cluster: clusterName,
        name,
      });
      return { addon: addonOutput(cluster, addon, world.now()) };
    },
  },
  {
    action: 'ListPodIdentityAssociations',
    method: 'GET',
    path: '/clusters/{cluster}/pod-identity-associations',
    run: (context, { cluster: clusterName }, _body, query) => {
      const cluster = requireCluster(context, clusterName);
      const namespace = query.get('namespace');
      const serviceAccount = query.get('serviceAccount');
      return {
        associations: cluster.podIdentityAssociations
          .filter(item => namespace === null || item.namespace === namespace)
          .filter(
            item =>
              serviceAccount === null || item.serviceAccount === serviceAccount,
          )
          .map(item => ({
            clusterName,
            namespace: item.namespace,
            serviceAccount: item.serviceAccount,
            associationArn: item.arn,
            associationId: item.id,
          })),
      };
    },
  },
  {
    action: 'CreatePodIdentityAssociation',
    method: 'POST',
    path: '/clusters/{cluster}/pod-identity-associations',
    run: (context, { cluster: clusterName }, body) => {
      const input = {
        serviceAccount: bodyText(body, 'serviceAccount'),
        roleArn: bodyText(body, 'roleArn'),
        ...(typeof body.targetRoleArn === 'string' && {
          targetRoleArn: body.targetRoleArn,
        }),
        ...(typeof body.disableSessionTags === 'boolean' && {
          disableSessionTags: body.disableSessionTags,
        }),
      };
      const made = associate(
        context,
        clusterName,
        bodyText(body, 'namespace'),
        input,
        bodyTags(body),
      );
      return {
        association: podIdentityOutput(
          requireCluster(context, clusterName),
          made,
        ),
      };
    },
  },
  {
    action: 'DescribePodIdentityAssociation',
    method: 'GET',
    path: '/clusters/{cluster}/pod-identity-associations/{id}',
    run: (context, { cluster: clusterName, id }) => {
      const cluster = requireCluster(context, clusterName);
      const association = cluster.podIdentityAssociations.find(
        item => item.id === id,
      );
      if (!association) {
        throw notFound(`No association found for id: ${id}`);
      }
      return { association: podIdentityOutput(cluster, association) };
    },
  },
  {
    action: 'DeletePodIdentityAssociation',
    method: 'DELETE',
    path: '/clusters/{cluster}/pod-identity-associations/{id}',
    run: (context, { cluster: clusterName, id }) => {
      const cluster = requireCluster(context, clusterName);
      const association = cluster.podIdentityAssociations.find(
        item => item.id === id,
      );
      if (!association) {
        throw notFound(`No association found for id: ${id}`);
      }
      cluster.podIdentityAssociations = cluster.podIdentityAssociations.filter(
        item => item !== association,
      );
      return { association: podIdentityOutput(cluster, association) };
    },
  },
];
