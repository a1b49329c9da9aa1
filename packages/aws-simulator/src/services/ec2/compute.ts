import { AwsError } from '../../server/AwsError';
import { Output } from '../../server/protocols';
import { QueryActions, page } from '../service';
import { answer, byId, filtered, tagSet, zones } from './describing';

const KNOWN_INSTANCE_TYPE =
  /^(t3a?|t4g|m[5-8][a-z]*|c[5-8][a-z]*|r[5-8][a-z]*|g[4-6][a-z]*|p[3-5][a-z]*|i[34][a-z]*)\.(nano|micro|small|medium|large|metal|\d*xlarge)$/;

const VCPUS: Record<string, number> = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
  metal: 96,
};

/** vCPUs and memory derived from the size's name, approximately. */
function capacityOf(type: string): Output {
  const [family, size] = type.split('.');
  const vcpus = VCPUS[size] ?? Number(size.replace('xlarge', '')) * 4;
  const perVcpu = { c: 2, m: 4, r: 8, t: 4 }[family[0]] ?? 4;
  return {
    vCpuInfo: { defaultVCpus: vcpus },
    memoryInfo: { sizeInMiB: vcpus * perVcpu * 1024 },
  };
}

/** Actions on instances, volumes and launch templates. */
export const COMPUTE: QueryActions = {
  DescribeInstanceTypeOfferings: ({ regionName }, parameters) => {
    const byZone = parameters.text('LocationType') === 'availability-zone';
    const filters = parameters.structures('Filter');
    const types = filters
      .filter(item => item.text('Name') === 'instance-type')
      .flatMap(item => item.list('Value'));
    const items = types
      .filter(type => KNOWN_INSTANCE_TYPE.test(type))
      .flatMap(type =>
        (byZone ? zones(regionName) : [regionName]).map(location => ({
          filters: { 'instance-type': type, location },
          output: {
            instanceType: type,
            locationType: byZone ? 'availability-zone' : 'region',
            location,
          },
        })),
      );
    return { instanceTypeOfferingSet: filtered(items, parameters) };
  },

  DescribeInstanceTypes: (_context, parameters) => {
    const types = parameters.list('InstanceType');
    const unknown = types.filter(type => !KNOWN_INSTANCE_TYPE.test(type));
    if (unknown.length > 0) {
      throw new AwsError(
        400,
        'InvalidInstanceType',
        `The following supplied instance types do not exist: [${unknown.join(
          ', ',
        )}]`,
      );
    }
    return {
      instanceTypeSet: types.map(type => ({
        instanceType: type,
        currentGeneration: true,
        ...capacityOf(type),
      })),
    };
  },

  DescribeImages: (_context, parameters) => ({
    imagesSet: parameters.list('ImageId').map(imageId => ({
      imageId,
      imageState: 'available',
      architecture: 'x86_64',
      rootDeviceName: '/dev/xvda',
      rootDeviceType: 'ebs',
      blockDeviceMapping: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: 20, volumeType: 'gp3', encrypted: false },
        },
      ],
    })),
  }),

  DescribeInstances: (context, parameters) => {
    const wanted = byId(
      context.region.instances,
      item => item.id,
      parameters.list('InstanceId'),
      'InvalidInstanceID.NotFound',
      'instance',
    );
    const items = wanted.map(instance => ({
      tags: instance.tags,
      filters: {
        'instance-id': instance.id,
        'instance-state-name': 'running',
        'vpc-id': instance.vpcId,
        'subnet-id': instance.subnetId,
        'instance-type': instance.type,
      },
      output: {
        instanceId: instance.id,
        instanceType: instance.type,
        instanceState: { code: 16, name: 'running' },
        vpcId: instance.vpcId,
        subnetId: instance.subnetId,
        privateIpAddress: instance.privateIp,
        launchTime: new Date(instance.launchedAt),
        placement: { availabilityZone: instance.zone },
        tagSet: tagSet(instance.tags),
      },
    }));
    const { items: shown, nextToken } = page(
      filtered(items, parameters),
      parameters.text('NextToken'),
      1000,
    );
    return {
      reservationSet: shown.map(instance => ({
        ownerId: context.accountId,
        instancesSet: [instance],
      })),
      nextToken,
    };
  },

  TerminateInstances: ({ region }, parameters) => {
    const ids = parameters.list('InstanceId');
    byId(
      region.instances,
      item => item.id,
      ids,
      'InvalidInstanceID.NotFound',
      'instance',
    );
    const kept = region.instances.find(
      item => item.isProtected && ids.includes(item.id),
    );
    if (kept) {
      throw new AwsError(
        400,
        'OperationNotPermitted',
        `The instance '${kept.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      );
    }
    region.instances = region.instances.filter(item => !ids.includes(item.id));
    return {
      instancesSet: ids.map(instanceId => ({
        instanceId,
        currentState: { code: 32, name: 'shutting-down' },
        previousState: { code: 16, name: 'running' },
      })),
    };
  },

  ModifyInstanceAttribute: ({ region }, parameters) => {
    const id = parameters.required('InstanceId');
    const [instance] = byId(
      region.instances,
      item => item.id,
      [id],
      'InvalidInstanceID.NotFound',
      'instance',
    );
    instance.isProtected = parameters.flag('DisableApiTermination.Value');
    return { return: true };
  },

  DescribeVolumes: ({ region }, parameters) => {
    const wanted = byId(
      region.volumes,
      item => item.id,
      parameters.list('VolumeId'),
      'InvalidVolume.NotFound',
      'volume',
    );
    const items = wanted.map(volume => ({
      tags: volume.tags,
      filters: {
        'volume-id': volume.id,
        status: volume.state,
        'availability-zone': volume.zone,
      },
      output: {
        volumeId: volume.id,
        size: volume.sizeGiB,
        status: volume.state,
        availabilityZone: volume.zone,
        volumeType: 'gp3',
        createTime: new Date(volume.createdAt),
        attachmentSet: [],
        tagSet: tagSet(volume.tags),
      },
    }));
    return answer('volumeSet', items, parameters);
  },

  DeleteVolume: ({ region }, parameters) => {
    const id = parameters.required('VolumeId');
    const [volume] = byId(
      region.volumes,
      item => item.id,
      [id],
      'InvalidVolume.NotFound',
      'volume',
    );
    if (volume.state === 'in-use') {
      throw new AwsError(
        400,
        'VolumeInUse',
        `Volume ${id} is currently attached`,
      );
    }
    region.volumes = region.volumes.filter(item => item !== volume);
    return { return: true };
  },

  DescribeLaunchTemplates: ({ region }, parameters) => {
    const wanted = byId(
      region.launchTemplates,
      item => item.id,
      parameters.list('LaunchTemplateId'),
      'InvalidLaunchTemplateId.NotFound',
      'launch template',
    );
    const items = wanted.map(template => ({
      tags: template.tags,
      filters: { 'launch-template-name': template.name },
      output: {
        launchTemplateId: template.id,
        launchTemplateName: template.name,
        defaultVersionNumber: 1,
        latestVersionNumber: 1,
        tagSet: tagSet(template.tags),
      },
    }));
    return answer('launchTemplates', items, parameters);
  },

  DeleteLaunchTemplate: ({ region }, parameters) => {
    const id = parameters.required('LaunchTemplateId');
    byId(
      region.launchTemplates,
      item => item.id,
      [id],
      'InvalidLaunchTemplateId.NotFound',
      'launch template',
    );
    region.launchTemplates = region.launchTemplates.filter(
      item => item.id !== id,
    );
    return { launchTemplate: { launchTemplateId: id } };
  },

  DescribeKeyPairs: () => ({ keySet: [] }),
};
