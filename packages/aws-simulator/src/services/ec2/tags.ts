import { AwsError } from '../../server/AwsError';
import { Tags } from '../../world/model';
import { ActionContext, QueryActions } from '../service';

/** Actions on tags. */
export const TAGS: QueryActions = {
  CreateTags: (context, parameters) => {
    for (const tags of taggedItems(context, parameters.list('ResourceId'))) {
      for (const tag of parameters.structures('Tag')) {
        tags[tag.required('Key')] = tag.text('Value') ?? '';
      }
    }
    return { return: true };
  },

  DeleteTags: (context, parameters) => {
    for (const tags of taggedItems(context, parameters.list('ResourceId'))) {
      for (const tag of parameters.structures('Tag')) {
        delete tags[tag.required('Key')];
      }
    }
    return { return: true };
  },
};

function taggedItems({ region }: ActionContext, ids: string[]): Tags[] {
  const items = [
    ...region.vpcs,
    ...region.subnets,
    ...region.routeTables,
    ...region.internetGateways,
    ...region.securityGroups,
    ...region.networkInterfaces,
    ...region.volumes,
    ...region.instances,
    ...region.natGateways,
    ...region.vpcEndpoints,
    ...region.networkParts,
    ...region.launchTemplates,
  ];
  return ids.map(id => {
    const found = items.find(item => item.id === id);
    if (!found) {
      throw new AwsError(400, 'InvalidID', `The ID '${id}' is not valid`);
    }
    return found.tags;
  });
}
