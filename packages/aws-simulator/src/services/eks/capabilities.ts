import { RestOperation } from '../service';
import { notFound, requireCluster } from './lookups';

const DELETE_SECONDS = 60;

/** Operations on capabilities. */
export const CAPABILITY_OPERATIONS: RestOperation[] = [
  {
    action: 'ListCapabilities',
    method: 'GET',
    path: '/clusters/{cluster}/capabilities',
    run: (context, { cluster }) => ({
      capabilities: (requireCluster(context, cluster).capabilities ?? []).map(
        ({ name, ...capability }) => ({ capabilityName: name, ...capability }),
      ),
    }),
  },
  {
    action: 'DeleteCapability',
    method: 'DELETE',
    path: '/clusters/{cluster}/capabilities/{name}',
    run: (context, { cluster, name }) => {
      const capability = requireCluster(context, cluster).capabilities?.find(
        item => item.name === name,
      );
      if (!capability) {
        throw notFound(`No capability found for name: ${name}.`);
      }
      const { world, accountId, regionName } = context;
      capability.status = 'DELETING';
      world.schedule({
        kind: 'remove',
        part: 'capability',
        at: world.after(world.now(), DELETE_SECONDS),
        accountId,
        region: regionName,
        cluster,
        name,
      });
      return { capability: { capabilityName: name, ...capability } };
    },
  },
];
