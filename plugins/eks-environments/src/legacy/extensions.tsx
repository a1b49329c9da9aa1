import {
  createComponentExtension,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { legacyWrapper } from './legacyWrapper';
import { eksEnvironmentsPlugin, legacyRoutes } from './plugin';

// The components are those of the new frontend system.

/**
 * All pages: list, one environment, approvals, quotas, fleet. Mount it at `/environments`.
 *
 * @public
 */
export const EksEnvironmentsPage = eksEnvironmentsPlugin.provide(
  createRoutableExtension({
    name: 'EksEnvironmentsPage',
    mountPoint: legacyRoutes.root,
    component: () =>
      import('./LegacyRouter').then(
        m => () => legacyWrapper(<m.LegacyRouter />),
      ),
  }),
);

/**
 * State, lease and cost on the entity page of a cluster. Show it if {@link isEksEnvironment} returns true.
 *
 * @public
 */
export const EksEnvironmentEntityCard = eksEnvironmentsPlugin.provide(
  createComponentExtension({
    name: 'EksEnvironmentEntityCard',
    component: {
      lazy: () =>
        import('../entity/EnvironmentEntityCard').then(
          m => () => legacyWrapper(<m.EnvironmentEntityCard />),
        ),
    },
  }),
);

/**
 * The live view of an environment as a tab of its entity page. Show it if {@link isEksEnvironment} returns true.
 *
 * @public
 */
export const EksEnvironmentEntityContent = eksEnvironmentsPlugin.provide(
  createComponentExtension({
    name: 'EksEnvironmentEntityContent',
    component: {
      lazy: () =>
        import('../entity/EnvironmentEntityContent').then(
          m => () => legacyWrapper(<m.EnvironmentEntityContent />),
        ),
    },
  }),
);

/**
 * The environments that a group owns, on the group's page.
 *
 * @public
 */
export const EksEnvironmentsGroupCard = eksEnvironmentsPlugin.provide(
  createComponentExtension({
    name: 'EksEnvironmentsGroupCard',
    component: {
      lazy: () =>
        import('../entity/GroupEnvironmentsCard').then(
          m => () => legacyWrapper(<m.GroupEnvironmentsCard />),
        ),
    },
  }),
);
