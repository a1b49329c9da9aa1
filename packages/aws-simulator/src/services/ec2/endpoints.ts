import { QueryActions } from '../service';
import { answer, byId, tagSet } from './describing';

const DELETE_SECONDS = 120;

/** Actions on VPC endpoints. */
export const ENDPOINTS: QueryActions = {
  DescribeVpcEndpoints: ({ region, accountId }, parameters) => {
    const wanted = byId(
      region.vpcEndpoints,
      item => item.id,
      parameters.list('VpcEndpointId'),
      'InvalidVpcEndpointId.NotFound',
      'Vpc Endpoint',
    );
    const items = wanted.map(
      ({ id, type, serviceName, vpcId, state, tags }) => ({
        tags,
        filters: {
          'vpc-endpoint-id': id,
          'vpc-endpoint-type': type,
          'vpc-id': vpcId,
          'service-name': serviceName,
          'vpc-endpoint-state': state,
        },
        output: {
          vpcEndpointId: id,
          vpcEndpointType: type,
          vpcId,
          serviceName,
          state,
          ownerId: accountId,
          tagSet: tagSet(tags),
        },
      }),
    );
    return answer('vpcEndpointSet', items, parameters);
  },

  /** Returns success, and lists what it could not delete. */
  DeleteVpcEndpoints: (
    { world, accountId, regionName, region },
    parameters,
  ) => {
    const unsuccessful: string[] = [];
    for (const id of parameters.list('VpcEndpointId')) {
      const endpoint = region.vpcEndpoints.find(item => item.id === id);
      if (!endpoint) {
        unsuccessful.push(id);
      } else if (endpoint.state !== 'deleting') {
        endpoint.state = 'deleting';
        world.schedule({
          kind: 'vpc-endpoint-gone',
          at: world.after(world.now(), DELETE_SECONDS),
          accountId,
          region: regionName,
          id,
        });
      }
    }
    return {
      unsuccessful: unsuccessful.map(id => ({
        resourceId: id,
        error: {
          code: 'InvalidVpcEndpoint.NotFound',
          message: `The Vpc Endpoint Id '${id}' does not exist`,
        },
      })),
    };
  },
};
