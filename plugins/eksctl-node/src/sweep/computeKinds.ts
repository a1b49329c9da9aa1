import {
  DeleteLaunchTemplateCommand,
  DeleteVolumeCommand,
  ModifyInstanceAttributeCommand,
  paginateDescribeInstances,
  paginateDescribeLaunchTemplates,
  paginateDescribeVolumes,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { ec2Page } from './consolePages';
import { proven, tagFilters } from './ec2Tags';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/** Instances of node groups, and those that Karpenter or Auto Mode launched: nothing scales them down once the cluster is deleted. */
const instances: SweepKind = {
  name: 'instance',
  singular: 'EC2 instance',
  plural: 'EC2 instances',
  billed: true,
  console: ec2Page('InstanceDetails:instanceId='),
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeInstances(
      { client },
      {
        Filters: [
          ...tagFilters(target),
          {
            Name: 'instance-state-name',
            Values: ['pending', 'running', 'stopping', 'stopped'],
          },
        ],
      },
    );
    for await (const { Reservations = [] } of pages) {
      for (const { Instances = [] } of Reservations) {
        found.push(
          ...proven(target, Instances, ({ InstanceId }) => InstanceId),
        );
      }
    }
    return found;
  },
  async remove({ ec2 }, id) {
    try {
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    } catch (error) {
      // The instance has termination protection.
      if (!(error instanceof Error) || error.name !== 'OperationNotPermitted') {
        throw error;
      }
      await ec2.send(
        new ModifyInstanceAttributeCommand({
          InstanceId: id,
          DisableApiTermination: { Value: false },
        }),
      );
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    }
  },
};

/** Mostly volumes of persistent volume claims. Snapshots are not searched for: they are kept on purpose. */
const volumes: SweepKind = {
  name: 'volume',
  singular: 'EBS volume',
  plural: 'EBS volumes',
  billed: true,
  console: ec2Page('VolumeDetails:volumeId='),
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeVolumes(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { Volumes = [] } of pages) {
      found.push(
        ...proven(
          target,
          Volumes.filter(({ State }) => State !== 'deleting'),
          ({ VolumeId }) => VolumeId,
          ({ State }) =>
            State === 'in-use'
              ? { blocked: 'It is still attached to an instance' }
              : {},
        ),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteVolumeCommand({ VolumeId: id }));
  },
};

const launchTemplates: SweepKind = {
  name: 'launch-template',
  singular: 'launch template',
  plural: 'launch templates',
  billed: false,
  console: ec2Page('LaunchTemplateDetails:launchTemplateId='),
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeLaunchTemplates(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { LaunchTemplates = [] } of pages) {
      found.push(
        ...proven(
          target,
          LaunchTemplates,
          ({ LaunchTemplateId }) => LaunchTemplateId,
        ),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
  },
};

export const computeKinds = { instances, volumes, launchTemplates };
