import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_ENVIRONMENT = 'eks-environment';
/** @public */
export const RESOURCE_TYPE_REQUEST = 'eks-environment-request';
/** @public */
export const RESOURCE_TYPE_BLUEPRINT = 'eks-environment-blueprint';

/** See an environment, its timeline and its operations. @public */
export const environmentReadPermission = createPermission({
  name: 'eks-environments.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** Request environments at all; the service checks the owner. @public */
export const environmentCreatePermission = createPermission({
  name: 'eks-environments.environment.create',
  attributes: { action: 'create' },
});

/** Extend a lease. @public */
export const environmentExtendPermission = createPermission({
  name: 'eks-environments.environment.extend',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** Hibernate an environment, and resume it. @public */
export const environmentPowerPermission = createPermission({
  name: 'eks-environments.environment.power',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** Delete an environment, cancel its creation, or retry either. @public */
export const environmentDeletePermission = createPermission({
  name: 'eks-environments.environment.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** Get the kubeconfig. @public */
export const environmentConnectPermission = createPermission({
  name: 'eks-environments.environment.connect',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** Read the log of an environment's operations. @public */
export const logReadPermission = createPermission({
  name: 'eks-environments.log.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** See a request. @public */
export const requestReadPermission = createPermission({
  name: 'eks-environments.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Withdraw a request. @public */
export const requestCancelPermission = createPermission({
  name: 'eks-environments.request.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** Approve or deny a request. The requester never may, regardless of this permission. @public */
export const requestDecidePermission = createPermission({
  name: 'eks-environments.request.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_REQUEST,
});

/** See a blueprint and request environments of it. @public */
export const blueprintUsePermission = createPermission({
  name: 'eks-environments.blueprint.use',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_BLUEPRINT,
});

/** See the quotas of all scopes; everybody sees those of their own groups. @public */
export const quotaReadPermission = createPermission({
  name: 'eks-environments.quota.read',
  attributes: { action: 'read' },
});

/** Change quota limits. @public */
export const quotaUpdatePermission = createPermission({
  name: 'eks-environments.quota.update',
  attributes: { action: 'update' },
});

/** See the findings of reconciliation, and what is paused and why. @public */
export const fleetReadPermission = createPermission({
  name: 'eks-environments.fleet.read',
  attributes: { action: 'read' },
});

/** Act on findings: import, delete or ignore clusters, start a reconciliation, pause and resume. @public */
export const fleetManagePermission = createPermission({
  name: 'eks-environments.fleet.manage',
  attributes: { action: 'update' },
});

/** Permissions of EKS Environments. @public */
export const eksEnvironmentsPermissions = [
  environmentReadPermission,
  environmentCreatePermission,
  environmentExtendPermission,
  environmentPowerPermission,
  environmentDeletePermission,
  environmentConnectPermission,
  logReadPermission,
  requestReadPermission,
  requestCancelPermission,
  requestDecidePermission,
  blueprintUsePermission,
  quotaReadPermission,
  quotaUpdatePermission,
  fleetReadPermission,
  fleetManagePermission,
];
