import {
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  TagResourceCommand,
  UntagResourceCommand,
  UpdateNodegroupConfigCommand,
} from '@aws-sdk/client-eks';
import { Band } from '../model/clusterShape';
import { AwsClients } from '../stacks/AwsClients';
import { ScalableGroup } from './types';

const AUTO_SCALING_GROUP = 'auto-scaling-group';

/**
 * Changes the size of a node group. Nodes start and end afterwards.
 *
 * @throws the error of AWS, such as for an update in progress
 * @public
 */
export async function resizeGroup(
  clients: Pick<AwsClients, 'eks' | 'autoScaling'>,
  clusterName: string,
  { kind, name, id }: Pick<ScalableGroup, 'kind' | 'name' | 'id'>,
  { min, desired, max }: Band,
): Promise<void> {
  if (kind === 'managed') {
    await clients.eks.send(
      new UpdateNodegroupConfigCommand({
        clusterName,
        nodegroupName: name,
        scalingConfig: { minSize: min, desiredSize: desired, maxSize: max },
      }),
    );
    return;
  }
  await clients.autoScaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: id,
      MinSize: min,
      DesiredCapacity: desired,
      MaxSize: max,
    }),
  );
}

/**
 * Sets a tag of a node group. Its nodes do not get it.
 *
 * @throws the error of AWS
 * @public
 */
export async function tagGroup(
  clients: Pick<AwsClients, 'eks' | 'autoScaling'>,
  { kind, id }: Pick<ScalableGroup, 'kind' | 'id'>,
  { key, value }: { key: string; value: string },
): Promise<void> {
  if (kind === 'managed') {
    await clients.eks.send(
      new TagResourceCommand({ resourceArn: id, tags: { [key]: value } }),
    );
    return;
  }
  await clients.autoScaling.send(
    new CreateOrUpdateTagsCommand({
      Tags: [
        {
          ResourceId: id,
          ResourceType: AUTO_SCALING_GROUP,
          Key: key,
          Value: value,
          PropagateAtLaunch: false,
        },
      ],
    }),
  );
}

/**
 * Removes a tag of a node group, if it has it.
 *
 * @throws the error of AWS
 * @public
 */
export async function untagGroup(
  clients: Pick<AwsClients, 'eks' | 'autoScaling'>,
  { kind, id }: Pick<ScalableGroup, 'kind' | 'id'>,
  key: string,
): Promise<void> {
  if (kind === 'managed') {
    await clients.eks.send(
      new UntagResourceCommand({ resourceArn: id, tagKeys: [key] }),
    );
    return;
  }
  await clients.autoScaling.send(
    new DeleteTagsCommand({
      Tags: [{ ResourceId: id, ResourceType: AUTO_SCALING_GROUP, Key: key }],
    }),
  );
}
