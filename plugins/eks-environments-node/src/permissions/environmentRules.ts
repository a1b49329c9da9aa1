import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { blueprintNamesSchema, claimsSchema } from './parameters';
import { environmentResourceRef } from './resources';

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow environments whose owner is one of the claims',
  resourceRef: environmentResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ owner }, { claims }) => claims.includes(owner),
  toQuery: ({ claims }) => ({ property: 'owner', values: claims }),
});

const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Allow environments that one of the claims asked for',
  resourceRef: environmentResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ requester }, { claims }) => claims.includes(requester),
  toQuery: ({ claims }) => ({ property: 'requester', values: claims }),
});

const isApprover = createPermissionRule({
  name: 'IS_APPROVER',
  description: 'Allow environments whose requests one of the claims may decide',
  resourceRef: environmentResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ approvers }, { claims }) =>
    approvers.some(approver => claims.includes(approver)),
  toQuery: ({ claims }) => ({ property: 'approver', values: claims }),
});

const hasBlueprint = createPermissionRule({
  name: 'HAS_BLUEPRINT',
  description: 'Allow environments of the named blueprints',
  resourceRef: environmentResourceRef,
  paramsSchema: blueprintNamesSchema,
  apply: ({ blueprint }, { names }) => names.includes(blueprint),
  toQuery: ({ names }) => ({ property: 'blueprint', values: names }),
});

/**
 * The rules on environments, for the permissions registry.
 *
 * @public
 */
export const environmentRules = [
  isOwner,
  isRequester,
  isApprover,
  hasBlueprint,
];

const conditionExports = createConditionExports({
  resourceRef: environmentResourceRef,
  rules: { isOwner, isRequester, isApprover, hasBlueprint },
});

/**
 * Conditions on environments, for permission policies.
 *
 * @public
 */
export const environmentConditions = conditionExports.conditions;

/**
 * Creates a conditional policy decision about environments.
 *
 * @public
 */
export const createEnvironmentConditionalDecision =
  conditionExports.createConditionalDecision;
