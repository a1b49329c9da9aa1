import {
  DeleteVpcEndpointsCommand,
  paginateDescribeVpcEndpoints,
} from '@aws-sdk/client-ec2';
import { vpcPage } from './consolePages';
import { networkKind, pagesOf } from './networkKind';
import { throwIfUnsuccessful } from './unsuccessful';

/** Endpoints of every type: interface, gateway and gateway load balancer. */
const vpcEndpoints = networkKind({
  name: 'vpc-endpoint',
  singular: 'VPC endpoint',
  plural: 'VPC endpoints',
  billed: true,
  console: vpcPage('EndpointDetails:vpcEndpointId='),
  holdsVpc: true,
  list: client =>
    pagesOf(
      paginateDescribeVpcEndpoints({ client }, {}),
      page => page.VpcEndpoints,
    ),
  describe: ({ VpcEndpointId, VpcId, Tags, State, ServiceName }) => ({
    id: VpcEndpointId,
    vpcId: VpcId,
    tags: Tags,
    state: State,
    name: ServiceName,
  }),
  async remove(ec2, id) {
    throwIfUnsuccessful(
      await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] })),
    );
  },
});

export const endpointKinds = { vpcEndpoints };
