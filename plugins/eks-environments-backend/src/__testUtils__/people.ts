import type { Entity } from '@backstage/catalog-model';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  isResourcePermission,
  type Permission,
  type QueryPermissionResponse,
} from '@backstage/plugin-permission-common';
import {
  eksEnvironmentsPermissions,
  environmentCreatePermission,
  logReadPermission,
  RESOURCE_TYPE_BLUEPRINT,
  requestDecidePermission,
} from 'backstage-plugin-eks-environments-common';

/*
 * The people of the tests: dana and cole are in team-shop, a child of shop-department; olga is in team-search; ari and abel approve;
 * pat is a platform engineer; zoe is in no group and may see no environments at all. Permissions of modules are for platform engineers.
 */

const memberOf: Record<string, string[]> = {
  dana: ['team-shop'],
  cole: ['team-shop'],
  olga: ['team-search'],
  ari: ['environment-approvers'],
  abel: ['environment-approvers', 'team-shop'],
  pat: ['platform-engineers'],
};

const parentOf: Record<string, string> = { 'team-shop': 'shop-department' };

const groups = [
  'team-shop',
  'shop-department',
  'team-search',
  'environment-approvers',
  'platform-engineers',
];

/** The role that members of team-shop log in with. */
export const SHOP_ROLE = 'arn:aws:iam::111111111111:role/team-shop';

/** The people and groups as entities, with their relations. */
export const entities: Entity[] = [
  ...Object.entries(memberOf).map(([name, teams]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    relations: teams.map(team => ({
      type: 'memberOf',
      targetRef: groupRef(team),
    })),
  })),
  ...groups.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      namespace: 'default',
      annotations:
        name === 'team-shop'
          ? { 'eks-environments.io/iam-principals': SHOP_ROLE }
          : undefined,
    },
    relations: [
      ...(parentOf[name]
        ? [{ type: 'childOf', targetRef: groupRef(parentOf[name]) }]
        : []),
      ...Object.entries(parentOf)
        .filter(([, parent]) => parent === name)
        .map(([child]) => ({ type: 'parentOf', targetRef: groupRef(child) })),
      ...Object.entries(memberOf)
        .filter(([, teams]) => teams.includes(name))
        .map(([person]) => ({
          type: 'hasMember',
          targetRef: `user:default/${person}`,
        })),
    ],
  })),
];

/** The header that signs a person in. */
export function as(name: string): [string, string] {
  return ['Authorization', mockCredentials.user.header(`user:default/${name}`)];
}

/**
 * A policy: members see and manage what their groups own and they asked for, approvers see and decide what is theirs, platform
 * engineers may do everything, and everybody may ask.
 */
export const permissions = mockServices.permissions.mock({
  authorize: async (requests, { credentials }) =>
    requests.map(({ permission }) => ({
      result:
        isPlatform(nameOf(credentials)) ||
        permission.name === environmentCreatePermission.name
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    })),
  authorizeConditional: async (requests, { credentials }) =>
    requests.map(({ permission }) => decide(permission, nameOf(credentials))),
});

function decide(permission: Permission, name: string): QueryPermissionResponse {
  if (
    isPlatform(name) ||
    isResourcePermission(permission, RESOURCE_TYPE_BLUEPRINT)
  ) {
    return { result: AuthorizeResult.ALLOW };
  }
  const isOfModule = !eksEnvironmentsPermissions.some(
    each => each.name === permission.name,
  );
  if (name === 'zoe' || isOfModule) {
    return { result: AuthorizeResult.DENY };
  }
  const { resourceType = '' } = isResourcePermission(permission)
    ? permission
    : {};
  const claims = claimsOf(name);
  const rule = (ruleName: string) => ({
    rule: ruleName,
    resourceType,
    params: { claims },
  });
  const conditionsOf = ({
    attributes,
    name: permissionName,
  }: Permission): ConditionalPolicyDecision['conditions'] => {
    if (permissionName === requestDecidePermission.name) {
      return rule('IS_APPROVER');
    }
    // Who decides on a request sees it and what became of it, but no log, and changes neither.
    const sees =
      attributes.action === 'read' && permissionName !== logReadPermission.name
        ? [rule('IS_APPROVER')]
        : [];
    return { anyOf: [rule('IS_OWNER'), rule('IS_REQUESTER'), ...sees] };
  };
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'eks-environments',
    resourceType,
    conditions: conditionsOf(permission),
  };
}

function claimsOf(name: string): string[] {
  const teams = memberOf[name] ?? [];
  return [
    `user:default/${name}`,
    ...teams.map(groupRef),
    ...teams.flatMap(team =>
      parentOf[team] ? [groupRef(parentOf[team])] : [],
    ),
  ];
}

function isPlatform(name: string): boolean {
  return claimsOf(name).includes(groupRef('platform-engineers'));
}

function nameOf({ principal }: { principal: unknown }): string {
  const { userEntityRef = '' } = principal as { userEntityRef?: string };
  return userEntityRef.replace('user:default/', '');
}

function groupRef(name: string): string {
  return `group:default/${name}`;
}
