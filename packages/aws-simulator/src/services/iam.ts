import { AwsError } from '../server/AwsError';
import { Output } from '../server/protocols';
import { OidcProvider, Role, Tags } from '../world/model';
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
    .oidcProviders.find(item => item.arn === arn);
  if (!provider) {
    throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  }
  return provider;
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
    requireRole(context, parameters.required('RoleName'));
    return { AttachedPolicies: [], IsTruncated: false };
  },

  ListInstanceProfilesForRole: (context, parameters) => {
    requireRole(context, parameters.required('RoleName'));
    return { InstanceProfiles: [], IsTruncated: false };
  },

  DeleteRole: (context, parameters) => {
    const role = requireRole(context, parameters.required('RoleName'));
    const account = context.world.account(context.accountId);
    account.roles = account.roles.filter(item => item !== role);
    return {};
  },

  CreateOpenIDConnectProvider: ({ world, accountId, region }, parameters) => {
    const url = parameters.required('Url').replace(/^https:\/\//, '');
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
    oidcProviders.push({ arn, url, clusterArn: cluster?.arn ?? '', tags });
    return { OpenIDConnectProviderArn: arn };
  },

  GetOpenIDConnectProvider: (context, parameters) => {
    const provider = requireProvider(
      context,
      parameters.required('OpenIDConnectProviderArn'),
    );
    return {
      Url: provider.url,
      ClientIDList: ['sts.amazonaws.com'],
      Tags: tagMembers(provider.tags),
    };
  },

  ListOpenIDConnectProviders: ({ world, accountId }) => ({
    OpenIDConnectProviderList: world
      .account(accountId)
      .oidcProviders.map(({ arn }) => ({ Arn: arn })),
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
