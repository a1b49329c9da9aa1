import {
  DeleteVpcEndpointsCommand,
  paginateDescribeVpcEndpoints,
} from '@aws-sdk/client-ec2';
import { vpcPage } from './consolePages';
import { networkLeftovers } from './networkProof';
import { Leftover, SweepKind } from './SweepKind';

/**
 * Of every type: interface, gateway and load balancer. All are looked at, since CloudFormation gives those of a private cluster no tags, and
 * those that GuardDuty makes carry its own.
 */
const vpcEndpoints: SweepKind = {
  name: 'vpc-endpoint',
  singular: 'VPC endpoint',
  plural: 'VPC endpoints',
  billed: true,
  console: vpcPage('EndpointDetails:vpcEndpointId='),
  async find({ ec2: client }, target, known) {
    const found: Leftover[] = [];
    const pages = paginateDescribeVpcEndpoints({ client }, {});
    for await (const { VpcEndpoints = [] } of pages) {
      for (const endpoint of VpcEndpoints) {
        const state = endpoint.State?.toLowerCase();
        if (state !== 'deleted') {
          found.push(
            ...(await networkLeftovers(
              {
                id: endpoint.VpcEndpointId,
                vpcId: endpoint.VpcId,
                tags: endpoint.Tags,
              },
              target,
              known,
              { isBeingRemoved: state === 'deleting' },
            )),
          );
        }
      }
    }
    return found;
  },
  async remove({ ec2 }, id) {
    const { Unsuccessful = [] } = await ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }),
    );
    // AWS answers with success, whatever became of it.
    const [failure] = Unsuccessful;
    if (failure?.Error) {
      const { Code = 'Unsuccessful', Message } = failure.Error;
      throw Object.assign(new Error(Message), { name: Code });
    }
  },
};

export const endpointKinds = { vpcEndpoints };
