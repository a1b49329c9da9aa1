import { AwsError } from '../server/AwsError';
import { Output, QueryParameters } from '../server/protocols';
import { whyRoleStays } from '../world/identities';
import { isShown, shownFrom } from '../world/iamConsistency';
import { InstanceProfile, OidcProvider, Role, Tags } from '../world/model';
import { ActionContext, QueryActions, page } from './service';

function tagMembers(tags: Tags): Output[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function noSuchEntity(message: string): AwsError {
  return new AwsError(404, 'NoSuchEntity', message);
}

function roleOutput(role: Role): Output {
  return {
    Path: '/',
    RoleName: role.name,
    RoleId: `AROA${role.name
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 16)}`,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.assumeRolePolicy),
  };
}

function requireRole({ world, accountId }: ActionContext, name: string): Role {
  const role = world.account(accountId).roles.find(item => item.name === name);
  if (!role) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}

function requireProvider(
  { world, accountId }: ActionContext,
  arn: string,
): OidcProvider {
  const provider = world
    .account(accountId)
    .oidcProviders.find(
      item => item.arn === arn && isShown(world, item.shownAt),
    );
  if (!provider) {
    throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  }
  return provider;
}

function profileOutput({ name, arn }: InstanceProfile): Output {
  return { Path: '/', InstanceProfileName: name, Arn: arn, Roles: [] };
}

function profilesWith(
  { world, accountId }: ActionContext,
  roleName: string,
): InstanceProfile[] {
  return world
    .account(accountId)
    .instanceProfiles.filter(item => item.roleNames.includes(roleName));
}

function requireProfile(
  { world, accountId }: ActionContext,
  parameters: QueryParameters,
): InstanceProfile {
  const name = parameters.required('InstanceProfileName');
  const profile = world
    .account(accountId)
    .instanceProfiles.find(item => item.name === name);
  if (!profile) {
    throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  }
  return profile;
}

/** Actions of IAM. */
export const IAM: QueryActions = {
  GetRole: (context, parameters) => {
    const role = requireRole(context, parameters.required('RoleName'));
    return { Role: { ...roleOutput(role), Tags: tagMembers(role.tags) } };
  },

  ListRoles: ({ world, accountId }, parameters) => {
    const { roles } = world.account(accountId);
    const { items, nextToken } = page(
      roles,
      parameters.text('Marker'),
      parameters.number('MaxItems') ?? 100,
    );
    return {
      Roles: items.map(roleOutput),
      IsTruncated: nextToken !== undefined,
      Marker: nextToken,
    };
  },

  ListRoleTags: (context, parameters) => ({
    Tags: tagMembers(
      requireRole(context, parameters.required('RoleName')).tags,
    ),
    IsTruncated: false,
  }),

  ListAttachedRolePolicies: (context, parameters) => {
    const { managedPolicies = [], policiesListedAt } = requireRole(
      context,
      parameters.required('RoleName'),
    );
    const listed = isShown(context.world, policiesListedAt)
      ? managedPolicies
      : [];
    return {
      AttachedPolicies: listed.map(PolicyArn => ({
        PolicyArn,
        PolicyName: PolicyArn.split('/').pop(),
      })),
      IsTruncated: false,
    };
  },

  ListRolePolicies: (context, parameters) => {
    const { inlinePolicies = {} } = requireRole(
      context,
      parameters.required('RoleName'),
    );
    return { PolicyNames: Object.keys(inlinePolicies), IsTruncated: false };
  },

  AttachRolePolicy: (context, parameters) => {
    const role = requireRole(context, parameters.required('RoleName'));
    const arn = parameters.required('PolicyArn');
    role.managedPolicies = [...new Set([...(role.managedPolicies ?? []), arn])];
    return {};
  },

  DetachRolePolicy: (context, parameters) => {
    const role = requireRole(context, parameters.required('RoleName'));
    const arn = parameters.required('PolicyArn');
    if (!role.managedPolicies?.includes(arn)) {
      throw noSuchEntity(`Policy ${arn} was not found.`);
    }
    role.managedPolicies = role.managedPolicies.filter(item => item !== arn);
    return {};
  },

  DeleteRolePolicy: (context, parameters) => {
    const role = requireRole(context, parameters.required('RoleName'));
    const name = parameters.required('PolicyName');
    if (!role.inlinePolicies || !(name in role.inlinePolicies)) {
      throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
    }
    delete role.inlinePolicies[name];
    return {};
  },

  ListInstanceProfilesForRole: (context, parameters) => {
    const { name } = requireRole(context, parameters.required('RoleName'));
    return {
      InstanceProfiles: profilesWith(context, name).map(profileOutput),
      IsTruncated: false,
    };
  },

  ListInstanceProfiles: ({ world, accountId }) => ({
    InstanceProfiles: world
      .account(accountId)
      .instanceProfiles.map(profileOutput),
    IsTruncated: false,
  }),

  GetInstanceProfile: (context, parameters) => {
    const profile = requireProfile(context, parameters);
    return {
      InstanceProfile: {
        ...profileOutput(profile),
        Roles: profile.roleNames.map(RoleName => ({ RoleName })),
        Tags: tagMembers(profile.tags),
      },
    };
  },

  RemoveRoleFromInstanceProfile: (context, parameters) => {
    const profile = requireProfile(context, parameters);
    const roleName = parameters.required('RoleName');
    profile.roleNames = profile.roleNames.filter(name => name !== roleName);
    return {};
  },

  DeleteInstanceProfile: (context, parameters) => {
    const profile = requireProfile(context, parameters);
    if (profile.roleNames.length > 0) {
      throw new AwsError(
        409,
        'DeleteConflict',
        'Cannot delete entity, must remove roles from instance profile first.',
      );
    }
    const account = context.world.account(context.accountId);
    account.instanceProfiles = account.instanceProfiles.filter(
      item => item !== profile,
    );
    return {};
  },

  DeleteRole: (context, parameters) => {
    const role = requireRole(context, parameters.required('RoleName'));
    const account = context.world.account(context.accountId);
    const objection = whyRoleStays(account, role);
    if (objection) {
      throw new AwsError(409, 'DeleteConflict', objection);
    }
    account.roles = account.roles.filter(item => item !== role);
    return {};
  },

  CreateOpenIDConnectProvider: (context, parameters) => {
    const { world, accountId, region, regionName } = context;
    // The real eksctl sends the port, which IAM removes.
    const url = parameters
      .required('Url')
      .replace(/^https:\/\//, '')
      .replace(/:443(?=\/|$)/, '');
    const arn = `arn:aws:iam::${accountId}:oidc-provider/${url}`;
    const { oidcProviders } = world.account(accountId);
    if (oidcProviders.some(item => item.arn === arn)) {
      throw new AwsError(
        409,
        'EntityAlreadyExists',
        `Provider with url https://${url} already exists.`,
      );
    }
    const cluster = region.clusters.find(item => url.endsWith(item.oidcId));
    const tags = Object.fromEntries(
      parameters
        .structures('Tags')
        .map(tag => [tag.required('Key'), tag.text('Value') ?? '']),
    );
    oidcProviders.push({
      arn,
      url,
      clusterArn: cluster?.arn ?? '',
      clientIds: parameters.list('ClientIDList'),
      shownAt: shownFrom(world, 'oidc-provider', world.now(), {
        accountId,
        region: regionName,
        cluster: cluster?.name,
      }),
      tags,
    });
    return { OpenIDConnectProviderArn: arn };
  },

  GetOpenIDConnectProvider: (context, parameters) => {
    const provider = requireProvider(
      context,
      parameters.required('OpenIDConnectProviderArn'),
    );
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds ?? ['sts.amazonaws.com'],
      Tags: tagMembers(provider.tags),
    };
  },

  ListOpenIDConnectProviderTags: (context, parameters) => ({
    Tags: tagMembers(
      requireProvider(context, parameters.required('OpenIDConnectProviderArn'))
        .tags,
    ),
    IsTruncated: false,
  }),

  ListOpenIDConnectProviders: ({ world, accountId }) => ({
    OpenIDConnectProviderList: world
      .account(accountId)
      .oidcProviders.filter(({ shownAt }) => isShown(world, shownAt))
      .map(({ arn }) => ({ Arn: arn })),
  }),

  DeleteOpenIDConnectProvider: (context, parameters) => {
    const provider = requireProvider(
      context,
      parameters.required('OpenIDConnectProviderArn'),
    );
    const account = context.world.account(context.accountId);
    account.oidcProviders = account.oidcProviders.filter(
      item => item !== provider,
    );
    return {};
  },
};
