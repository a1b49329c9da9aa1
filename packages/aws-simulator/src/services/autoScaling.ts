import { AwsError } from '../server/AwsError';
import { Output, QueryParameters } from '../server/protocols';
import { resizeAutoScalingGroup } from '../world/eks';
import { AutoScalingGroup, Region, Tags } from '../world/model';
import { QueryActions } from './service';

/** Actions of EC2 Auto Scaling. */
export const AUTO_SCALING: QueryActions = {
  DescribeAutoScalingGroups: ({ region }, parameters) => {
    const names = parameters.list('AutoScalingGroupNames');
    const filters = tagFilters(parameters);
    return {
      AutoScalingGroups: region.autoScalingGroups
        .filter(({ name }) => names.length === 0 || names.includes(name))
        .filter(({ tags }) => filters.every(matches => matches(tags)))
        .map(groupOutput),
    };
  },

  UpdateAutoScalingGroup: (context, parameters) => {
    const { world, region, accountId, regionName } = context;
    const group = requireGroup(
      region,
      parameters.required('AutoScalingGroupName'),
    );
    const size = (field: string, otherwise: number) =>
      Number(parameters.text(field) ?? otherwise);
    const minSize = size('MinSize', group.minSize);
    const maxSize = size('MaxSize', group.maxSize);
    const desiredCapacity = size('DesiredCapacity', group.desiredCapacity);
    if (desiredCapacity < minSize || desiredCapacity > maxSize) {
      throw new AwsError(
        400,
        'ValidationError',
        `Desired capacity:${desiredCapacity} must be between the specified min size:${minSize} and max size:${maxSize}`,
      );
    }
    Object.assign(group, { minSize, maxSize, desiredCapacity });
    const place = { accountId, regionName, at: world.now() };
    resizeAutoScalingGroup(world, place, group);
    return {};
  },

  CreateOrUpdateTags: ({ region }, parameters) => {
    for (const tag of parameters.structures('Tags')) {
      const { tags } = requireGroup(region, tag.required('ResourceId'));
      tags[tag.required('Key')] = tag.text('Value') ?? '';
    }
    return {};
  },

  DeleteTags: ({ region }, parameters) => {
    for (const tag of parameters.structures('Tags')) {
      const { tags } = requireGroup(region, tag.required('ResourceId'));
      delete tags[tag.required('Key')];
    }
    return {};
  },
};

function requireGroup(
  { autoScalingGroups }: Region,
  name: string,
): AutoScalingGroup {
  const group = autoScalingGroups.find(item => item.name === name);
  if (!group) {
    throw new AwsError(
      400,
      'ValidationError',
      `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`,
    );
  }
  return group;
}

/** One predicate for each filter; AWS returns the groups that match all of them. */
function tagFilters(
  parameters: QueryParameters,
): Array<(tags: Tags) => boolean> {
  return parameters.structures('Filters').map(filter => {
    const name = filter.required('Name');
    const values = filter.list('Values');
    if (name.startsWith('tag:')) {
      const key = name.slice('tag:'.length);
      return tags => key in tags && values.includes(tags[key]);
    }
    switch (name) {
      case 'tag-key':
        return tags => values.some(key => key in tags);
      case 'tag-value':
        return tags =>
          values.some(value => Object.values(tags).includes(value));
      default:
        throw new AwsError(
          400,
          'ValidationError',
          `Filter type ${name} is not correct. Allowed Filter types are: tag-key tag-value tag:<tag-key>`,
        );
    }
  });
}

function groupOutput(group: AutoScalingGroup): Output {
  return {
    AutoScalingGroupName: group.name,
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: 300,
    HealthCheckType: 'EC2',
    CreatedTime: new Date(group.createdAt),
    VPCZoneIdentifier: group.subnetIds.join(','),
    LaunchTemplate: {
      LaunchTemplateId: group.launchTemplateId,
      Version: '1',
    },
    Tags: Object.entries(group.tags).map(([Key, Value]) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: true,
    })),
  };
}
