import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

// A page that is disabled has no route, so links to it vanish with it. Components find pages with `usePageRoute`.

/** The list of environments. */
export const rootRouteRef = createRouteRef();

/** What waits for a decision. */
export const approvalsRouteRef = createRouteRef();

/** Limits and what is used of them. */
export const quotasRouteRef = createRouteRef();

/** Where AWS and the records differ, and which operations are held back. */
export const fleetRouteRef = createRouteRef();

/** One environment. */
export const environmentRouteRef = createRouteRef({ params: ['id'] });

/** Where templates are chosen: the way to a new environment. */
export const createComponentRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** The form of one template. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
