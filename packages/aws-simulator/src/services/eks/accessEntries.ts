import { Output } from '../../server/protocols';
import {
  AccessEntry,
  AccessPolicyAssociation,
  Cluster,
} from '../../world/model';
import { grantAccess } from '../../world/eks';
import { RestOperation } from '../service';
import { bodyTags, bodyText, inUse, notFound, requireCluster } from './lookups';
import { accessEntryOutput } from './shapes';

function requireEntry(cluster: Cluster, principalArn: string): AccessEntry {
  const entry = cluster.accessEntries.find(
    item => item.principalArn === principalArn,
  );
  if (!entry) {
    throw notFound(
      `The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.`,
    );
  }
  return entry;
}

function policyOutput(policy: AccessPolicyAssociation): Output {
  return {
    policyArn: policy.policyArn,
    accessScope: {
      type: policy.scope.type,
      namespaces: policy.scope.namespaces,
    },
    associatedAt: new Date(policy.associatedAt),
    modifiedAt: new Date(policy.associatedAt),
  };
}

/** Operations on access entries and their policies. */
export const ACCESS_OPERATIONS: RestOperation[] = [
  {
    action: 'ListAccessEntries',
    method: 'GET',
    path: '/clusters/{cluster}/access-entries',
    run: (context, { cluster }) => ({
      accessEntries: requireCluster(context, cluster).accessEntries.map(
        entry => entry.principalArn,
      ),
    }),
  },
  {
    action: 'CreateAccessEntry',
    method: 'POST',
    path: '/clusters/{cluster}/access-entries',
    run: (context, { cluster: clusterName }, body) => {
      const cluster = requireCluster(context, clusterName);
      const principalArn = bodyText(body, 'principalArn');
      if (
        cluster.accessEntries.some(entry => entry.principalArn === principalArn)
      ) {
        throw inUse(
          'The specified access entry resource is already in use on this cluster.',
        );
      }
      const { accountId, regionName, world } = context;
      const entry = grantAccess(
        cluster,
        { accountId, regionName, at: world.now() },
        {
          principalArn,
          type: typeof body.type === 'string' ? body.type : 'STANDARD',
          username: typeof body.username === 'string' ? body.username : '',
          kubernetesGroups: (body.kubernetesGroups ?? []) as string[],
          policies: [],
          tags: bodyTags(body),
        },
      );
      return { accessEntry: accessEntryOutput(cluster, entry) };
    },
  },
  {
    action: 'DescribeAccessEntry',
    method: 'GET',
    path: '/clusters/{cluster}/access-entries/{principalArn}',
    run: (context, { cluster: clusterName, principalArn }) => {
      const cluster = requireCluster(context, clusterName);
      return {
        accessEntry: accessEntryOutput(
          cluster,
          requireEntry(cluster, principalArn),
        ),
      };
    },
  },
  {
    action: 'DeleteAccessEntry',
    method: 'DELETE',
    path: '/clusters/{cluster}/access-entries/{principalArn}',
    run: (context, { cluster: clusterName, principalArn }) => {
      const cluster = requireCluster(context, clusterName);
      const entry = requireEntry(cluster, principalArn);
      cluster.accessEntries = cluster.accessEntries.filter(
        item => item !== entry,
      );
      return {};
    },
  },
  {
    action: 'ListAssociatedAccessPolicies',
    method: 'GET',
    path: '/clusters/{cluster}/access-entries/{principalArn}/access-policies',
    run: (context, { cluster, principalArn }) => ({
      clusterName: cluster,
      principalArn,
      associatedAccessPolicies: requireEntry(
        requireCluster(context, cluster),
        principalArn,
      ).policies.map(policyOutput),
    }),
  },
  {
    action: 'AssociateAccessPolicy',
    method: 'POST',
    path: '/clusters/{cluster}/access-entries/{principalArn}/access-policies',
    run: (context, { cluster, principalArn }, body) => {
      const entry = requireEntry(
        requireCluster(context, cluster),
        principalArn,
      );
      const scope = (body.accessScope ?? {}) as {
        type?: string;
        namespaces?: string[];
      };
      const policy: AccessPolicyAssociation = {
        policyArn: bodyText(body, 'policyArn'),
        scope: {
          type: scope.type === 'namespace' ? 'namespace' : 'cluster',
          namespaces: scope.namespaces ?? [],
        },
        associatedAt: context.world.now(),
      };
      entry.policies = [
        ...entry.policies.filter(item => item.policyArn !== policy.policyArn),
        policy,
      ];
      return {
        clusterName: cluster,
        principalArn,
        associatedAccessPolicy: policyOutput(policy),
      };
    },
  },
  {
    action: 'DisassociateAccessPolicy',
    method: 'DELETE',
    path: '/clusters/{cluster}/access-entries/{principalArn}/access-policies/{policyArn}',
    run: (context, { cluster, principalArn, policyArn }) => {
      const entry = requireEntry(
        requireCluster(context, cluster),
        principalArn,
      );
      entry.policies = entry.policies.filter(
        item => item.policyArn !== policyArn,
      );
      return {};
    },
  },
];
