import { ec2Id, generatedSuffix, hexId } from '../world/ids';
import { whyRoleStays } from '../world/identities';
import { shownFrom } from '../world/iamConsistency';
import { Role, Tags } from '../world/model';
import {
  ResourceContext,
  ResourceType,
  handlerFailure,
  object,
  removeById,
  tagsOf,
  text,
  texts,
} from './resourceType';

/**
 * IAM resources get the tags of their stack, but none of CloudFormation's own tags
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1966).
 */
function withoutOwnTags(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !key.startsWith('aws:')),
  );
}

function inlinePoliciesOf(
  properties: Record<string, unknown>,
): Record<string, unknown> {
  const policies = (properties.Policies ?? []) as Record<string, unknown>[];
  return Object.fromEntries(
    policies.map(policy => [
      text(policy, 'PolicyName'),
      object(policy, 'PolicyDocument'),
    ]),
  );
}

const roleType: ResourceType = {
  createSeconds: 17,
  deleteSeconds: 4,
  create(context) {
    const { world, accountId, stack, resource, properties, at } = context;
    const longest = 64 - `-${resource.logicalId}-${generatedSuffix()}`.length;
    const generated = `${stack.name.slice(0, longest)}-${resource.logicalId}`;
    const name = text(
      properties,
      'RoleName',
      `${generated}-${generatedSuffix()}`,
    );
    const { roles } = world.account(accountId);
    if (roles.some(item => item.name === name)) {
      throw handlerFailure(
        'Iam',
        `Role with name ${name} already exists.`,
        'AlreadyExists',
      );
    }
    roles.push({
      name,
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      createdAt: at,
      assumeRolePolicy: JSON.stringify(
        object(properties, 'AssumeRolePolicyDocument'),
      ),
      managedPolicies: texts(properties, 'ManagedPolicyArns'),
      inlinePolicies: inlinePoliciesOf(properties),
      ...(properties.PermissionsBoundary !== undefined && {
        permissionsBoundary: text(properties, 'PermissionsBoundary'),
      }),
      policiesListedAt: shownFrom(world, 'role-policies', at, {
        accountId,
        region: context.regionName,
        cluster: stack.tags['alpha.eksctl.io/cluster-name'],
      }),
      tags: withoutOwnTags(tagsOf(context)),
    });
    return name;
  },
  created: ({ accountId, resource }) => ({
    Arn: `arn:aws:iam::${accountId}:role/${resource.physicalId}`,
    RoleId: `AROA${hexId(8).toUpperCase()}`,
  }),
  remove({ world, accountId, resource, properties }) {
    const { roles } = world.account(accountId);
    const role = roles.find(item => item.name === resource.physicalId);
    if (!role) {
      return;
    }
    // CloudFormation detaches only the policies that its template attached.
    const managed = texts(properties, 'ManagedPolicyArns');
    role.managedPolicies = role.managedPolicies?.filter(
      arn => !managed.includes(arn),
    );
    for (const name of Object.keys(inlinePoliciesOf(properties))) {
      delete role.inlinePolicies?.[name];
    }
    const objection = whyRoleStays(world.account(accountId), role);
    if (objection) {
      throw handlerFailure('Iam', objection, 'GeneralServiceException', 409);
    }
    removeById(roles, item => item.name, resource.physicalId);
  },
};

/** An inline policy of roles. */
const policyType: ResourceType = {
  createSeconds: 12,
  deleteSeconds: 3,
  create(context) {
    const { properties } = context;
    const document = object(properties, 'PolicyDocument');
    for (const owner of rolesOf(context)) {
      owner.inlinePolicies = {
        ...owner.inlinePolicies,
        [text(properties, 'PolicyName')]: document,
      };
    }
    return ec2Id('policy');
  },
  remove(context) {
    for (const owner of rolesOf(context)) {
      delete owner.inlinePolicies?.[text(context.properties, 'PolicyName')];
    }
  },
};

function rolesOf({ world, accountId, properties }: ResourceContext): Role[] {
  const names = texts(properties, 'Roles');
  return world
    .account(accountId)
    .roles.filter(({ name }) => names.includes(name));
}

const instanceProfileType: ResourceType = {
  createSeconds: 60,
  deleteSeconds: 4,
  create(context) {
    const { world, accountId, stack, resource, properties } = context;
    const name = `${stack.name}-${resource.logicalId}-${generatedSuffix()}`;
    world.account(accountId).instanceProfiles.push({
      name,
      arn: instanceProfileArn(accountId, name),
      roleNames: texts(properties, 'Roles'),
      tags: {},
    });
    return name;
  },
  created: ({ accountId, resource }) => ({
    Arn: instanceProfileArn(accountId, resource.physicalId),
  }),
  remove({ world, accountId, resource }) {
    removeById(
      world.account(accountId).instanceProfiles,
      item => item.name,
      resource.physicalId,
    );
  },
};

function instanceProfileArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:instance-profile/${name}`;
}

/** Resource types of IAM. */
export const IAM_RESOURCE_TYPES: Record<string, ResourceType> = {
  'AWS::IAM::InstanceProfile': instanceProfileType,
  'AWS::IAM::Role': roleType,
  'AWS::IAM::Policy': policyType,
};
