import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

// A disabled page has no route, so links to it are not rendered. Components find pages with `usePageRoute`.

/** The list of environments. */
export const rootRouteRef = createRouteRef();

/** Pending requests. */
export const approvalsRouteRef = createRouteRef();

/** Quotas and their usage. */
export const quotasRouteRef = createRouteRef();

/** Findings of reconciliation, pauses and circuit breakers. */
export const fleetRouteRef = createRouteRef();

/** One environment. */
export const environmentRouteRef = createRouteRef({ params: ['id'] });

/** The Scaffolder's template list, to create a new environment. */
export const createComponentRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** The form of one template. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
