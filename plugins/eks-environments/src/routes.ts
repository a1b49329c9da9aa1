import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of environments. */
export const rootRouteRef = createRouteRef();

/** What waits for a decision. */
export const approvalsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/approvals',
});

/** Limits and what is used of them. */
export const quotasRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/quotas',
});

/** Where AWS and the records differ, and what of the work is held back. */
export const fleetRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/fleet',
});

/** One environment. */
export const environmentRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:id',
});

/** Where templates are chosen: the way to a new environment. */
export const createComponentRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** The form of one template. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
