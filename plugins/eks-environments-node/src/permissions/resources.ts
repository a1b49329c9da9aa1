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
 * What the rules on environments look at. All people and groups are full entity references in lower case.
 *
 * @public
 */
export interface EnvironmentResource {
  id: string;
  owner: string;
  requester: string;
  /** Name of the blueprint, without a version. */
  blueprint: string;
  /** Who may decide requests for environments of its kind. */
  approvers: string[];
}

/**
 * What the rules on requests look at. All people and groups are full entity references in lower case.
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
 * What the rules on blueprints look at.
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
