import { createApiFactory } from '@backstage/frontend-plugin-api';
import { Suspense, lazy, type ComponentType } from 'react';
import {
  actionId,
  defaultActions,
  type DefaultAction,
} from '../actions/defaultActions';
import { defaultCards } from '../environment/defaultCards';
import { EnvironmentActionBlueprint } from './EnvironmentActionBlueprint';
import { EnvironmentCardBlueprint } from './EnvironmentCardBlueprint';
import { environmentViewApiRef } from './environmentViewApi';

/** Our own actions and cards as extensions of the new frontend system. */
export const environmentViewDefaults = [
  ...Object.entries(defaultActions).map(([name, params]) =>
    EnvironmentActionBlueprint.make({ name, params }),
  ),
  ...Object.entries(defaultCards).map(([name, params]) =>
    EnvironmentCardBlueprint.make({ name, params }),
  ),
];

/** The same set where there are no extensions: in apps on the legacy frontend system. */
export const environmentViewApiFactory = createApiFactory({
  api: environmentViewApiRef,
  deps: {},
  factory: () => ({
    actions: Object.entries(defaultActions).map(
      ([name, { loader, placement = 'menu', ...action }]) => ({
        ...action,
        id: actionId(name as DefaultAction),
        placement,
        dialog: lazyComponent(loader),
      }),
    ),
    cards: Object.entries(defaultCards).map(([name, { area, loader }]) => ({
      id: `eks-environment-card:eks-environments/${name}`,
      area: typeof area === 'function' ? area : () => area,
      component: lazyComponent(loader),
    })),
  }),
});

function lazyComponent<TProps extends {}>(
  loader: () => Promise<ComponentType<TProps>>,
): ComponentType<TProps> {
  const Lazy: ComponentType<any> = lazy(() =>
    loader().then(component => ({ default: component })),
  );
  return props => (
    <Suspense fallback={undefined}>
      <Lazy {...props} />
    </Suspense>
  );
}
