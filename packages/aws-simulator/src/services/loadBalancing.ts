import { AwsError } from '../server/AwsError';
import { Output, QueryParameters } from '../server/protocols';
import { LoadBalancer, Tags } from '../world/model';
import { ActionContext, QueryActions, page } from './service';

/** Classic and v2 load balancing share one service name; the API version distinguishes them. */
export const CLASSIC_VERSION = '2012-06-01';

function tagMembers(tags: Tags): Output[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function balancers(
  context: ActionContext,
  generation: LoadBalancer['generation'],
): LoadBalancer[] {
  return context.region.loadBalancers.filter(
    balancer => balancer.generation === generation,
  );
}

function notFound(what: string, code: string): AwsError {
  return new AwsError(400, code, what);
}

/** The requested items, or all; an unknown one is an error. */
function pick<T>(
  items: T[],
  wanted: string[],
  keyOf: (item: T) => string,
  code: string,
): T[] {
  const missing = wanted.find(key => !items.some(item => keyOf(item) === key));
  if (missing !== undefined) {
    throw notFound(`'${missing}' not found`, code);
  }
  return wanted.length === 0
    ? items
    : items.filter(item => wanted.includes(keyOf(item)));
}

function paged(
  items: Output[],
  parameters: QueryParameters,
  listName: string,
  markerName: string,
): Output {
  const { items: shown, nextToken } = page(
    items,
    parameters.text('Marker'),
    parameters.number('PageSize') ?? 400,
  );
  return { [listName]: shown, [markerName]: nextToken };
}

/** Actions of Elastic Load Balancing, classic. */
export const CLASSIC_LOAD_BALANCING: QueryActions = {
  DescribeLoadBalancers: (context, parameters) => {
    const wanted = pick(
      balancers(context, 'classic'),
      parameters.list('LoadBalancerNames'),
      item => item.name,
      'LoadBalancerNotFound',
    );
    const outputs = wanted.map(item => ({
      LoadBalancerName: item.name,
      DNSName: item.dnsName,
      VPCId: item.vpcId,
      Subnets: item.subnetIds,
      Scheme: 'internet-facing',
      CreatedTime: new Date(item.createdAt),
    }));
    return paged(outputs, parameters, 'LoadBalancerDescriptions', 'NextMarker');
  },

  DescribeTags: (context, parameters) => {
    const names = parameters.list('LoadBalancerNames');
    const wanted = pick(
      balancers(context, 'classic'),
      names,
      item => item.name,
      'LoadBalancerNotFound',
    );
    return {
      TagDescriptions: wanted.map(item => ({
        LoadBalancerName: item.name,
        Tags: tagMembers(item.tags),
      })),
    };
  },

  DeleteLoadBalancer: ({ region }, parameters) => {
    const name = parameters.required('LoadBalancerName');
    region.loadBalancers = region.loadBalancers.filter(
      item => item.generation !== 'classic' || item.name !== name,
    );
    return {};
  },
};

/** Actions of Elastic Load Balancing v2. */
export const LOAD_BALANCING: QueryActions = {
  DescribeLoadBalancers: (context, parameters) => {
    const all = balancers(context, 'v2');
    const byArn = pick(
      all,
      parameters.list('LoadBalancerArns'),
      item => item.arn,
      'LoadBalancerNotFound',
    );
    const wanted = pick(
      byArn,
      parameters.list('Names'),
      item => item.name,
      'LoadBalancerNotFound',
    );
    const outputs = wanted.map(item => ({
      LoadBalancerArn: item.arn,
      LoadBalancerName: item.name,
      DNSName: item.dnsName,
      VpcId: item.vpcId,
      Type: item.type,
      Scheme: 'internet-facing',
      State: { Code: 'active' },
      CreatedTime: new Date(item.createdAt),
      AvailabilityZones: item.subnetIds.map(SubnetId => ({ SubnetId })),
    }));
    return paged(outputs, parameters, 'LoadBalancers', 'NextMarker');
  },

  DescribeTargetGroups: ({ region }, parameters) => {
    const wanted = pick(
      region.targetGroups,
      parameters.list('TargetGroupArns'),
      item => item.arn,
      'TargetGroupNotFound',
    );
    const outputs = wanted.map(item => ({
      TargetGroupArn: item.arn,
      TargetGroupName: item.name,
      VpcId: item.vpcId,
      Protocol: 'HTTP',
      Port: 80,
      TargetType: 'ip',
      LoadBalancerArns: [],
    }));
    return paged(outputs, parameters, 'TargetGroups', 'NextMarker');
  },

  DescribeTags: ({ region }, parameters) => {
    const items = [
      ...region.loadBalancers.filter(item => item.generation === 'v2'),
      ...region.targetGroups,
    ];
    const wanted = pick<{ arn: string; tags: Tags }>(
      items,
      parameters.list('ResourceArns'),
      item => item.arn,
      'LoadBalancerNotFound',
    );
    return {
      TagDescriptions: wanted.map(item => ({
        ResourceArn: item.arn,
        Tags: tagMembers(item.tags),
      })),
    };
  },

  DeleteLoadBalancer: ({ region }, parameters) => {
    const arn = parameters.required('LoadBalancerArn');
    region.loadBalancers = region.loadBalancers.filter(
      item => item.generation !== 'v2' || item.arn !== arn,
    );
    return {};
  },

  ModifyLoadBalancerAttributes: (context, parameters) => {
    pick(
      balancers(context, 'v2'),
      [parameters.required('LoadBalancerArn')],
      item => item.arn,
      'LoadBalancerNotFound',
    );
    return {
      Attributes: parameters.structures('Attributes').map(attribute => ({
        Key: attribute.required('Key'),
        Value: attribute.text('Value'),
      })),
    };
  },

  DeleteTargetGroup: ({ region }, parameters) => {
    const arn = parameters.required('TargetGroupArn');
    region.targetGroups = region.targetGroups.filter(item => item.arn !== arn);
    return {};
  },
};
