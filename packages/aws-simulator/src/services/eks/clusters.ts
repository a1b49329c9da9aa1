import { AwsError } from '../../server/AwsError';
import { Output } from '../../server/protocols';
import {
  PROTECTED_AGAINST_DELETION,
  isBeingUpdated,
  updateInProgress,
  whyClusterStays,
} from '../../world/eks';
import { Tags } from '../../world/model';
import { uuid } from '../../world/ids';
import { ActionContext, RestOperation, page } from '../service';
import { CLUSTER_VERSIONS, DEFAULT_CLUSTER_VERSION } from './versions';
import { inUse, notFound, requireCluster } from './lookups';
import { clusterOutput } from './shapes';

const DELETE_SECONDS = 8 * 60;

function versionOutput(version: string, index: number): Output {
  const released = Date.UTC(2025, index * 4, 1);
  return {
    clusterVersion: version,
    clusterType: 'eks',
    defaultPlatformVersion: 'eks.15',
    defaultVersion: version === DEFAULT_CLUSTER_VERSION,
    releaseDate: new Date(released),
    endOfStandardSupportDate: new Date(released + 425 * 86_400_000),
    endOfExtendedSupportDate: new Date(released + 790 * 86_400_000),
    status: index === 0 ? 'extended-support' : 'standard-support',
    versionStatus: index === 0 ? 'EXTENDED_SUPPORT' : 'STANDARD_SUPPORT',
    kubernetesPatchVersion: `${version}.1`,
  };
}

/** The tags of the resource of an EKS ARN; changing the map changes the resource. */
function tagsOf(context: ActionContext, arn: string): Tags {
  for (const cluster of context.region.clusters) {
    const parts = [
      cluster,
      ...cluster.nodegroups,
      ...cluster.addons,
      ...cluster.accessEntries,
      ...cluster.fargateProfiles,
      ...cluster.podIdentityAssociations,
    ];
    const found = parts.find(part => part.arn === arn);
    if (found) {
      return found.tags;
    }
  }
  throw notFound(`Resource not found: ${arn}`);
}

/** Operations on clusters, versions and tags. */
export const CLUSTER_OPERATIONS: RestOperation[] = [
  {
    action: 'DescribeClusterVersions',
    method: 'GET',
    path: '/cluster-versions',
    run: (_context, _parameters, _body, query) => {
      const wanted = query.getAll('clusterVersions');
      return {
        clusterVersions: CLUSTER_VERSIONS.map(versionOutput)
          .filter(
            item =>
              wanted.length === 0 ||
              wanted.includes(String(item.clusterVersion)),
          )
          .reverse(),
      };
    },
  },
  {
    action: 'ListClusters',
    method: 'GET',
    path: '/clusters',
    run: ({ region }, _parameters, _body, query) => {
      const names = region.clusters.map(cluster => cluster.name);
      const size = Number(query.get('maxResults') ?? 100);
      const { items, nextToken } = page(
        names,
        query.get('nextToken') ?? undefined,
        size,
      );
      return { clusters: items, nextToken };
    },
  },
  {
    action: 'DescribeCluster',
    method: 'GET',
    path: '/clusters/{name}',
    run: (context, { name }) => ({
      cluster: clusterOutput(context, requireCluster(context, name)),
    }),
  },
  {
    action: 'DeleteCluster',
    method: 'DELETE',
    path: '/clusters/{name}',
    run: (context, { name }) => {
      const cluster = requireCluster(context, name);
      if (cluster.deletionProtection) {
        throw new AwsError(
          400,
          'InvalidRequestException',
          PROTECTED_AGAINST_DELETION,
        );
      }
      const objection = whyClusterStays(cluster);
      if (objection) {
        throw inUse(objection);
      }
      const { world, accountId, regionName } = context;
      if (isBeingUpdated(world, accountId, regionName, name)) {
        throw inUse(updateInProgress(name));
      }
      if (cluster.status !== 'DELETING') {
        cluster.status = 'DELETING';
        const at = world.after(world.now(), DELETE_SECONDS);
        world.schedule({
          kind: 'remove',
          part: 'cluster',
          at,
          accountId,
          region: regionName,
          cluster: name,
          name,
        });
      }
      return { cluster: clusterOutput(context, cluster) };
    },
  },
  {
    action: 'UpdateClusterConfig',
    method: 'POST',
    path: '/clusters/{name}/update-config',
    run: (context, { name }, body) => {
      const cluster = requireCluster(context, name);
      if (typeof body.deletionProtection === 'boolean') {
        cluster.deletionProtection = body.deletionProtection;
      }
      return {
        update: {
          id: uuid(),
          status: 'Successful',
          type: 'DeletionProtectionUpdate',
          errors: [],
          params: [],
        },
      };
    },
  },
  {
    action: 'ListUpdates',
    method: 'GET',
    path: '/clusters/{name}/updates',
    run: (context, { name }) => {
      requireCluster(context, name);
      return { updateIds: [] };
    },
  },
  {
    action: 'DescribeUpdate',
    method: 'GET',
    path: '/clusters/{name}/updates/{updateId}',
    run: (context, { name, updateId }) => {
      requireCluster(context, name);
      return {
        update: {
          id: updateId || uuid(),
          status: 'Successful',
          errors: [],
          params: [],
        },
      };
    },
  },
  {
    action: 'ListTagsForResource',
    method: 'GET',
    path: '/tags/{arn}',
    run: (context, { arn }) => ({ tags: tagsOf(context, arn) }),
  },
  {
    action: 'TagResource',
    method: 'POST',
    path: '/tags/{arn}',
    run: (context, { arn }, body) => {
      Object.assign(tagsOf(context, arn), body.tags);
      return {};
    },
  },
  {
    action: 'UntagResource',
    method: 'DELETE',
    path: '/tags/{arn}',
    run: (context, { arn }, _body, query) => {
      const tags = tagsOf(context, arn);
      for (const key of query.getAll('tagKeys')) {
        delete tags[key];
      }
      return {};
    },
  },
];
