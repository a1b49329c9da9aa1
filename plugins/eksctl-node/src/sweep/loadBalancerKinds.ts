import {
  DeleteLoadBalancerCommand as DeleteClassicCommand,
  DescribeTagsCommand as DescribeClassicTagsCommand,
  paginateDescribeLoadBalancers as paginateClassic,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeTagsCommand,
  ModifyLoadBalancerAttributesCommand,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsClients } from '../stacks/AwsClients';
import { ec2Page } from './consolePages';
import { provenLeftovers, tagMap } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/** Neither service can filter by tag; tags are read in batches of this size. */
const TAG_BATCH = 20;

const classicLoadBalancers: SweepKind = {
  name: 'classic-load-balancer',
  singular: 'classic load balancer',
  plural: 'classic load balancers',
  billed: true,
  console: ec2Page('LoadBalancers:search='),
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
        provenLeftovers(target, LoadBalancerName, tagMap(Tags)),
      );
    });
  },
  async remove({ elb }, id) {
    await elb.send(new DeleteClassicCommand({ LoadBalancerName: id }));
  },
};

const loadBalancers: SweepKind = {
  name: 'load-balancer',
  singular: 'load balancer',
  plural: 'load balancers',
  billed: true,
  console: ec2Page('LoadBalancer:loadBalancerArn='),
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
  /** A Service can enable deletion protection; once its cluster is deleted, nothing else disables it. */
  async remove({ elbv2 }, LoadBalancerArn) {
    await elbv2.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }],
      }),
    );
    await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  },
};

const targetGroups: SweepKind = {
  name: 'target-group',
  singular: 'target group',
  plural: 'target groups',
  billed: false,
  console: ec2Page('TargetGroup:targetGroupArn='),
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

/** A target group can be deleted only after the load balancer that uses it. */
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
      provenLeftovers(target, ResourceArn, tagMap(Tags)),
    );
  });
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
