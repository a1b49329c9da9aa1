import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_BLUEPRINT,
  RESOURCE_TYPE_ENVIRONMENT,
  RESOURCE_TYPE_REQUEST,
} from 'backstage-plugin-eks-environments-common';
import type {
  BlueprintFilter,
  EnvironmentFilter,
  RequestFilter,
} from './filters';

const pluginId = 'eks-environments';

/**
 * The properties that rules on environments compare. All people and groups are full entity references in lower case.
 *
 * @public
 */
export interface EnvironmentResource {
  id: string;
  owner: string;
  requester: string;
  /** Name of the blueprint, without a version. */
  blueprint: string;
  /** Who may decide requests for environments of this kind. */
  approvers: string[];
}

/**
 * The properties that rules on requests compare. All people and groups are full entity references in lower case.
 *
 * @public
 */
export interface RequestResource {
  id: string;
  owner: string;
  requester: string;
  /** Name of the blueprint, without a version. */
  blueprint: string;
  /** Who may decide it. */
  approvers: string[];
}

/**
 * The properties that rules on blueprints compare.
 *
 * @public
 */
export interface BlueprintResource {
  name: string;
}

/** @public */
export const environmentResourceRef = createPermissionResourceRef<
  EnvironmentResource,
  EnvironmentFilter
>().with({ pluginId, resourceType: RESOURCE_TYPE_ENVIRONMENT });

/** @public */
export const requestResourceRef = createPermissionResourceRef<
  RequestResource,
  RequestFilter
>().with({ pluginId, resourceType: RESOURCE_TYPE_REQUEST });

/** @public */
export const blueprintResourceRef = createPermissionResourceRef<
  BlueprintResource,
  BlueprintFilter
>().with({ pluginId, resourceType: RESOURCE_TYPE_BLUEPRINT });
