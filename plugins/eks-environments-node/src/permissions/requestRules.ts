import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { blueprintNamesSchema, claimsSchema } from './parameters';
import { requestResourceRef } from './resources';

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow requests whose owner is one of the claims',
  resourceRef: requestResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ owner }, { claims }) => claims.includes(owner),
  toQuery: ({ claims }) => ({ property: 'owner', values: claims }),
});

const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Allow requests that one of the claims asked for',
  resourceRef: requestResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ requester }, { claims }) => claims.includes(requester),
  toQuery: ({ claims }) => ({ property: 'requester', values: claims }),
});

const isApprover = createPermissionRule({
  name: 'IS_APPROVER',
  description: 'Allow requests that one of the claims may decide',
  resourceRef: requestResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ approvers }, { claims }) =>
    approvers.some(approver => claims.includes(approver)),
  toQuery: ({ claims }) => ({ property: 'approver', values: claims }),
});

const hasBlueprint = createPermissionRule({
  name: 'HAS_BLUEPRINT',
  description: 'Allow requests of the named blueprints',
  resourceRef: requestResourceRef,
  paramsSchema: blueprintNamesSchema,
  apply: ({ blueprint }, { names }) => names.includes(blueprint),
  toQuery: ({ names }) => ({ property: 'blueprint', values: names }),
});

/**
 * The rules on requests, for the permissions registry.
 *
 * @public
 */
export const requestRules = [isOwner, isRequester, isApprover, hasBlueprint];

const conditionExports = createConditionExports({
  resourceRef: requestResourceRef,
  rules: { isOwner, isRequester, isApprover, hasBlueprint },
});

/**
 * Conditions on requests, for permission policies.
 *
 * @public
 */
export const requestConditions = conditionExports.conditions;

/**
 * Creates a conditional policy decision about requests.
 *
 * @public
 */
export const createRequestConditionalDecision =
  conditionExports.createConditionalDecision;
