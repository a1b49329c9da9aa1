import { removeAutoScalingGroup, resizeAutoScalingGroup } from '../world/eks';
import { generatedSuffix } from '../world/ids';
import { AutoScalingGroup, LaunchTemplate } from '../world/model';
import {
  ResourceContext,
  ResourceType,
  handlerFailure,
  object,
  tagList,
  text,
  texts,
} from './resourceType';

/** The cluster whose nodes carry this tag. */
const OWNED = /^kubernetes\.io\/cluster\/(.+)$/;

const autoScalingGroup: ResourceType = {
  createSeconds: 40,
  deleteSeconds: 120,
  create(context) {
    const { region, stack, resource, at } = context;
    const name = `${stack.name}-${resource.logicalId}-${generatedSuffix()}`;
    region.autoScalingGroups.push({
      ...describedIn(context),
      name,
      createdAt: at,
    });
    return name;
  },
  created({ world, region, regionName, accountId, resource, at }) {
    const made = region.autoScalingGroups.find(
      ({ name }) => name === resource.physicalId,
    );
    if (made) {
      resizeAutoScalingGroup(world, { accountId, regionName, at }, made);
    }
    return {};
  },
  remove({ region, resource }) {
    removeAutoScalingGroup(region, resource.physicalId);
  },
};

function describedIn(
  context: ResourceContext,
): Omit<AutoScalingGroup, 'name' | 'createdAt'> {
  const { properties, tags } = context;
  const own = tagList(properties.Tags);
  const [clusterName = ''] = Object.keys(own).flatMap(
    key => OWNED.exec(key)?.[1] ?? [],
  );
  const size = (field: string) => Number(properties[field] ?? 0);
  const template = launchTemplateOf(context);
  return {
    clusterName,
    nodegroupName: tags['alpha.eksctl.io/nodegroup-name'] ?? '',
    launchTemplateId: template.id,
    instanceTypes: instanceTypesOf(context, template),
    subnetIds: texts(properties, 'VPCZoneIdentifier'),
    roleArn: roleOf(context, template),
    minSize: size('MinSize'),
    maxSize: size('MaxSize'),
    desiredCapacity: size('DesiredCapacity') || size('MinSize'),
    tags: { ...tags, ...own },
  };
}

function mixedTemplateOf(
  properties: Record<string, unknown>,
): Record<string, unknown> {
  return object(object(properties, 'MixedInstancesPolicy'), 'LaunchTemplate');
}

function launchTemplateOf({
  region,
  properties,
}: ResourceContext): LaunchTemplate {
  const specification = properties.LaunchTemplate
    ? object(properties, 'LaunchTemplate')
    : object(mixedTemplateOf(properties), 'LaunchTemplateSpecification');
  const wanted = text(
    specification,
    'LaunchTemplateName',
    text(specification, 'LaunchTemplateId'),
  );
  const template = region.launchTemplates.find(({ id, name }) =>
    [id, name].includes(wanted),
  );
  if (!template) {
    throw handlerFailure(
      'AutoScaling',
      'You must use a valid fully-formed launch template.',
      'InvalidRequest',
    );
  }
  return template;
}

function instanceTypesOf(
  { properties }: ResourceContext,
  { instanceType = 'm5.large' }: LaunchTemplate,
): string[] {
  const overrides = (mixedTemplateOf(properties).Overrides ?? []) as Array<
    Record<string, unknown>
  >;
  return overrides.length > 0
    ? overrides.map(item => text(item, 'InstanceType'))
    : [instanceType];
}

function roleOf(
  { world, accountId }: ResourceContext,
  template: LaunchTemplate,
): string {
  const { roles, instanceProfiles } = world.account(accountId);
  const profile = instanceProfiles.find(
    ({ arn }) => arn === template.instanceProfileArn,
  );
  return roles.find(({ name }) => profile?.roleNames.includes(name))?.arn ?? '';
}

/** Resource types of EC2 Auto Scaling. */
export const AUTO_SCALING_RESOURCE_TYPES: Record<string, ResourceType> = {
  'AWS::AutoScaling::AutoScalingGroup': autoScalingGroup,
};
