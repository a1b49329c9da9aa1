import {
  DeleteLoadBalancerCommand as DeleteClassicCommand,
  DescribeTagsCommand as DescribeClassicTagsCommand,
  paginateDescribeLoadBalancers as paginateClassic,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeTagsCommand,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsClients } from '../stacks/AwsClients';
import { proofOf, SweepTarget, tagMap } from './proof';
import { Leftover, SweepKind } from './SweepKind';

/** Neither service can be asked by tag; tags come for this many at once. */
const TAG_BATCH = 20;

const classicLoadBalancers: SweepKind = {
  name: 'classic-load-balancer',
  async find({ elb: client }, target) {
    const names: string[] = [];
    for await (const page of paginateClassic({ client }, {})) {
      names.push(
        ...(page.LoadBalancerDescriptions ?? []).flatMap(
          ({ LoadBalancerName }) => LoadBalancerName ?? [],
        ),
      );
    }
    return inBatches(names, async batch => {
      const { TagDescriptions = [] } = await client.send(
        new DescribeClassicTagsCommand({ LoadBalancerNames: batch }),
      );
      return TagDescriptions.flatMap(({ LoadBalancerName, Tags }) =>
        proven(LoadBalancerName, Tags, target),
      );
    });
  },
  async remove({ elb }, id) {
    await elb.send(new DeleteClassicCommand({ LoadBalancerName: id }));
  },
};

const loadBalancers: SweepKind = {
  name: 'load-balancer',
  async find(clients, target) {
    const arns: string[] = [];
    const pages = paginateDescribeLoadBalancers({ client: clients.elbv2 }, {});
    for await (const { LoadBalancers = [] } of pages) {
      arns.push(
        ...LoadBalancers.flatMap(
          ({ LoadBalancerArn }) => LoadBalancerArn ?? [],
        ),
      );
    }
    return findByTags(clients, arns, target);
  },
  async remove({ elbv2 }, id) {
    await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: id }));
  },
};

const targetGroups: SweepKind = {
  name: 'target-group',
  async find(clients, target) {
    const arns: string[] = [];
    const pages = paginateDescribeTargetGroups({ client: clients.elbv2 }, {});
    for await (const { TargetGroups = [] } of pages) {
      arns.push(
        ...TargetGroups.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []),
      );
    }
    return findByTags(clients, arns, target);
  },
  async remove({ elbv2 }, id) {
    await elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: id }));
  },
};

/** A target group can go only after the load balancer that uses it. */
export const loadBalancerKinds: SweepKind[] = [
  classicLoadBalancers,
  loadBalancers,
  targetGroups,
];

function findByTags(
  { elbv2 }: AwsClients,
  arns: string[],
  target: SweepTarget,
): Promise<Leftover[]> {
  return inBatches(arns, async batch => {
    const { TagDescriptions = [] } = await elbv2.send(
      new DescribeTagsCommand({ ResourceArns: batch }),
    );
    return TagDescriptions.flatMap(({ ResourceArn, Tags }) =>
      proven(ResourceArn, Tags, target),
    );
  });
}

function proven(
  id: string | undefined,
  tags: Parameters<typeof tagMap>[0],
  target: SweepTarget,
): Leftover[] {
  const proof = proofOf(tagMap(tags), target);
  return id && proof ? [{ id, proof }] : [];
}

async function inBatches<T>(
  ids: string[],
  find: (batch: string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let start = 0; start < ids.length; start += TAG_BATCH) {
    found.push(...(await find(ids.slice(start, start + TAG_BATCH))));
  }
  return found;
}
