import { AwsError } from '../server/AwsError';
import { Output } from '../server/protocols';
import { resizeAutoScalingGroup } from '../world/eks';
import { AutoScalingGroup } from '../world/model';
import { QueryActions } from './service';

/** Actions of EC2 Auto Scaling. */
export const AUTO_SCALING: QueryActions = {
  DescribeAutoScalingGroups: ({ region }, parameters) => {
    const names = parameters.list('AutoScalingGroupNames');
    return {
      AutoScalingGroups: region.autoScalingGroups
        .filter(({ name }) => names.length === 0 || names.includes(name))
        .map(groupOutput),
    };
  },

  UpdateAutoScalingGroup: (context, parameters) => {
    const { world, region, accountId, regionName } = context;
    const name = parameters.text('AutoScalingGroupName');
    const group = region.autoScalingGroups.find(item => item.name === name);
    if (!group) {
      throw new AwsError(
        400,
        'ValidationError',
        `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`,
      );
    }
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
};

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
