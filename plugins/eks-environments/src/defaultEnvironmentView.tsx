import { createApiFactory } from '@backstage/frontend-plugin-api';
import { Suspense, lazy, type ComponentType } from 'react';
import {
  actionId,
  defaultActions,
  type DefaultAction,
} from './actions/defaultActions';
import { defaultCards, type DefaultCard } from './environment/defaultCards';
import {
  EnvironmentActionBlueprint,
  type EnvironmentActionParams,
} from './environmentView/EnvironmentActionBlueprint';
import {
  EnvironmentCardBlueprint,
  type EnvironmentCardParams,
} from './environmentView/EnvironmentCardBlueprint';
import { environmentViewApiRef } from './environmentView/environmentViewApi';

function makeAction<TName extends DefaultAction>(name: TName) {
  const params: EnvironmentActionParams = defaultActions[name];
  return EnvironmentActionBlueprint.make({ name, params });
}

function makeCard<TName extends DefaultCard>(name: TName) {
  const params: EnvironmentCardParams = defaultCards[name];
  return EnvironmentCardBlueprint.make({ name, params });
}

/**
 * The default actions and cards as extensions of the new frontend system. They are listed explicitly so that the compiler knows their
 * ids.
 */
export const environmentViewDefaults = [
  makeAction('connect'),
  makeAction('extend'),
  makeAction('retry'),
  makeAction('cancel'),
  makeAction('delete'),
  makeCard('breaker'),
  makeCard('failure'),
  makeCard('access'),
  makeCard('lease'),
  makeCard('health'),
  makeCard('operation'),
  makeCard('sweep'),
  makeCard('timeline'),
  makeCard('resource-events'),
  makeCard('cost'),
  makeCard('cluster'),
] as const;

/** The same actions and cards for apps on the legacy frontend system, which has no extensions. */
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
