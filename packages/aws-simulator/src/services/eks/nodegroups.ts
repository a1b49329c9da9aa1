import { uuid } from '../../world/ids';
import { Cluster, FargateProfile } from '../../world/model';
import { RestOperation } from '../service';
import {
  bodyTags,
  bodyText,
  inUse,
  invalid,
  notFound,
  requireCluster,
  requireNodegroup,
} from './lookups';
import {
  fargateProfileOutput,
  fargateProfileStatus,
  nodegroupOutput,
} from './shapes';

const UPDATE_SECONDS = 25;
const DELETE_SECONDS = 210;
const FARGATE_SECONDS = 12;

/** EKS creates or deletes one Fargate profile per cluster at a time. */
function refuseWhileAtAnother(
  cluster: Cluster,
  now: number,
  verb: 'create' | 'delete',
  name: string,
): void {
  for (const profile of cluster.fargateProfiles) {
    const status = fargateProfileStatus(profile, now);
    if (status === 'CREATING' || status === 'DELETING') {
      throw inUse(
        `Cannot ${verb} Fargate Profile ${name} because cluster ${cluster.name} currently has Fargate profile ${profile.name} in status ${status}`,
      );
    }
  }
}

/** Operations on nodegroups and Fargate profiles. */
export const NODEGROUP_OPERATIONS: RestOperation[] = [
  {
    action: 'ListNodegroups',
    method: 'GET',
    path: '/clusters/{cluster}/node-groups',
    run: (context, { cluster }) => ({
      nodegroups: requireCluster(context, cluster).nodegroups.map(
        nodegroup => nodegroup.name,
      ),
    }),
  },
  {
    action: 'DescribeNodegroup',
    method: 'GET',
    path: '/clusters/{cluster}/node-groups/{name}',
    run: (context, { cluster: clusterName, name }) => {
      const cluster = requireCluster(context, clusterName);
      return {
        nodegroup: nodegroupOutput(cluster, requireNodegroup(cluster, name)),
      };
    },
  },
  {
    action: 'UpdateNodegroupConfig',
    method: 'POST',
    path: '/clusters/{cluster}/node-groups/{name}/update-config',
    run: (context, { cluster: clusterName, name }, body) => {
      const { world, accountId, regionName } = context;
      const cluster = requireCluster(context, clusterName);
      const nodegroup = requireNodegroup(cluster, name);
      const scaling = {
        ...nodegroup.scaling,
        ...(body.scalingConfig as Partial<typeof nodegroup.scaling>),
      };
      if (
        scaling.minSize > scaling.maxSize ||
        scaling.desiredSize > scaling.maxSize
      ) {
        throw invalid(
          "Minimum capacity or desired capacity can't be greater than maximum capacity.",
        );
      }
      if (scaling.desiredSize < scaling.minSize) {
        throw invalid(
          `desired capacity ${scaling.desiredSize} can't be less than minimum size ${scaling.minSize}`,
        );
      }
      if (nodegroup.status === 'UPDATING') {
        throw inUse(
          `Nodegroup cannot be updated as it is currently in UPDATING state: ${name}`,
        );
      }
      nodegroup.scaling = scaling;
      nodegroup.status = 'UPDATING';
      const at = world.after(world.now(), UPDATE_SECONDS);
      world.schedule({
        kind: 'nodegroup-updated',
        at,
        accountId,
        region: regionName,
        cluster: clusterName,
        name,
      });
      return {
        update: {
          id: uuid(),
          status: 'InProgress',
          type: 'ConfigUpdate',
          createdAt: new Date(world.now()),
          params: [],
          errors: [],
        },
      };
    },
  },
  {
    action: 'DeleteNodegroup',
    method: 'DELETE',
    path: '/clusters/{cluster}/node-groups/{name}',
    run: (context, { cluster: clusterName, name }) => {
      const cluster = requireCluster(context, clusterName);
      const nodegroup = requireNodegroup(cluster, name);
      const { world, accountId, regionName } = context;
      if (nodegroup.status !== 'DELETING') {
        nodegroup.status = 'DELETING';
        const at = world.after(world.now(), DELETE_SECONDS);
        world.schedule({
          kind: 'remove',
          part: 'nodegroup',
          at,
          accountId,
          region: regionName,
          cluster: clusterName,
          name,
        });
      }
      return { nodegroup: nodegroupOutput(cluster, nodegroup) };
    },
  },
  {
    action: 'ListFargateProfiles',
    method: 'GET',
    path: '/clusters/{cluster}/fargate-profiles',
    run: (context, { cluster }) => ({
      fargateProfileNames: requireCluster(context, cluster).fargateProfiles.map(
        profile => profile.name,
      ),
    }),
  },
  {
    action: 'CreateFargateProfile',
    method: 'POST',
    path: '/clusters/{cluster}/fargate-profiles',
    run: (context, { cluster: clusterName }, body) => {
      const cluster = requireCluster(context, clusterName);
      const name = bodyText(body, 'fargateProfileName');
      if (cluster.fargateProfiles.some(profile => profile.name === name)) {
        throw inUse(
          `A Fargate Profile already exists with this name in this cluster.`,
        );
      }
      const { world, accountId, regionName } = context;
      refuseWhileAtAnother(cluster, world.now(), 'create', name);
      const fails = world.faults.take(
        ['fargate-profile-fails'],
        { accountId, region: regionName, cluster: clusterName },
        effect => effect.step === 'create',
      );
      const profile: FargateProfile = {
        name,
        arn: `${cluster.arn.replace(
          ':cluster/',
          ':fargateprofile/',
        )}/${name}/${uuid()}`,
        activeAt: world.after(world.now(), FARGATE_SECONDS),
        deleting: false,
        ...(fails && { fails: 'CREATE_FAILED' as const }),
        podExecutionRoleArn: bodyText(body, 'podExecutionRoleArn'),
        subnetIds: (body.subnets ?? []) as string[],
        selectors: (body.selectors ?? []) as FargateProfile['selectors'],
        createdAt: world.now(),
        tags: bodyTags(body),
      };
      cluster.fargateProfiles.push(profile);
      return {
        fargateProfile: fargateProfileOutput(cluster, profile, world.now()),
      };
    },
  },
  {
    action: 'DescribeFargateProfile',
    method: 'GET',
    path: '/clusters/{cluster}/fargate-profiles/{name}',
    run: (context, { cluster: clusterName, name }) => {
      const cluster = requireCluster(context, clusterName);
      const profile = cluster.fargateProfiles.find(item => item.name === name);
      if (!profile) {
        throw notFound(`No Fargate Profile found with name: ${name}.`);
      }
      return {
        fargateProfile: fargateProfileOutput(
          cluster,
          profile,
          context.world.now(),
        ),
      };
    },
  },
  {
    action: 'DeleteFargateProfile',
    method: 'DELETE',
    path: '/clusters/{cluster}/fargate-profiles/{name}',
    run: (context, { cluster: clusterName, name }) => {
      const cluster = requireCluster(context, clusterName);
      const profile = cluster.fargateProfiles.find(item => item.name === name);
      if (!profile) {
        throw notFound(`No Fargate Profile found with name: ${name}.`);
      }
      const { world, accountId, regionName } = context;
      refuseWhileAtAnother(cluster, world.now(), 'delete', name);
      const at = world.after(world.now(), FARGATE_SECONDS);
      profile.deleting = true;
      profile.activeAt = at;
      const place = { accountId, region: regionName, cluster: clusterName };
      const fails = world.faults.take(
        ['fargate-profile-fails'],
        place,
        effect => effect.step === 'delete',
      );
      if (fails) {
        profile.fails = 'DELETE_FAILED';
      } else {
        delete profile.fails;
        world.schedule({
          kind: 'remove',
          part: 'fargateProfile',
          at,
          name,
          ...place,
        });
      }
      return {
        fargateProfile: fargateProfileOutput(cluster, profile, world.now()),
      };
    },
  },
];
