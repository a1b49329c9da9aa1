import { StackEngine } from '../cloudformation/StackEngine';
import { detachNodegroup, endNodegroupUpdate, removeCluster } from './eks';
import { Cluster, Job } from './model';
import { removeNatGateway, removeVpcEndpoint } from './network';
import { JobRunner, World } from './World';

/** How long an Auto Scaling group waits before it tries to launch instances again. */
const LAUNCH_AGAIN_SECONDS = 60;

function remove(world: World, job: Extract<Job, { kind: 'remove' }>): void {
  const {
    accountId,
    region: regionName,
    cluster: clusterName,
    part,
    name,
  } = job;
  const region = world.region(accountId, regionName);
  const cluster = region.clusters.find(item => item.name === clusterName);
  switch (part) {
    case 'cluster':
      removeCluster(world, accountId, regionName, clusterName);
      break;
    case 'nodegroup':
      detachNodegroup(region, clusterName, name);
      break;
    case 'addon':
      if (cluster) {
        removeAddon(cluster, name);
      }
      break;
    case 'capability':
      if (cluster) {
        cluster.capabilities = cluster.capabilities?.filter(
          capability => capability.name !== name,
        );
      }
      break;
    default:
      if (cluster) {
        cluster.fargateProfiles = cluster.fargateProfiles.filter(
          profile => profile.name !== name,
        );
      }
  }
}

/** An add-on is removed together with its pod identity associations. */
function removeAddon(cluster: Cluster, name: string): void {
  const gone = cluster.addons.find(addon => addon.name === name);
  const associations = gone?.podIdentityAssociationArns ?? [];
  cluster.addons = cluster.addons.filter(addon => addon !== gone);
  cluster.podIdentityAssociations = cluster.podIdentityAssociations.filter(
    ({ arn }) => !associations.includes(arn),
  );
}

/** The action of each kind of job. */
export function jobRunner(world: World, stacks: StackEngine): JobRunner {
  return job => {
    switch (job.kind) {
      case 'stack-resource':
        stacks.finishResource(
          job.stackId,
          job.generation,
          job.logicalId,
          job.at,
        );
        break;
      case 'remove':
        remove(world, job);
        break;
      case 'nat-gateway-gone':
        removeNatGateway(world.region(job.accountId, job.region), job.id);
        break;
      case 'vpc-endpoint-gone':
        removeVpcEndpoint(world.region(job.accountId, job.region), job.id);
        break;
      default: {
        const { accountId, region: regionName, at } = job;
        const cluster = world
          .region(accountId, regionName)
          .clusters.find(item => item.name === job.cluster);
        const nodegroup = cluster?.nodegroups.find(
          item => item.name === job.name,
        );
        const place = { accountId, regionName, at };
        if (
          cluster &&
          nodegroup &&
          (nodegroup.status === 'UPDATING' ||
            nodegroup.healthIssues.length > 0) &&
          !endNodegroupUpdate(world, place, cluster, nodegroup)
        ) {
          world.schedule({ ...job, at: world.after(at, LAUNCH_AGAIN_SECONDS) });
        }
      }
    }
  };
}
