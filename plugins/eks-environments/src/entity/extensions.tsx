import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiDeleteBin6Line, RiServerLine, RiTimerLine } from '@remixicon/react';
import { useText } from '../translation';
import { isEnvironment } from './entityEnvironment';
import { useMenuItem } from './useMenuItem';

const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: {
    type: 'info',
    filter: isEnvironment,
    loader: () =>
      import('./EnvironmentEntityCard').then(m => <m.EnvironmentEntityCard />),
  },
});

const environmentContent = EntityContentBlueprint.make({
  name: 'environment',
  params: {
    path: '/environment',
    title: 'Environment',
    group: 'operation',
    icon: <RiServerLine />,
    filter: isEnvironment,
    loader: () =>
      import('./EnvironmentEntityContent').then(m => (
        <m.EnvironmentEntityContent />
      )),
  },
});

const extendMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'extend',
  params: {
    icon: <RiTimerLine size={16} />,
    filter: isEnvironment,
    useProps: () => useMenuItem('extend', useText()('actions.extendLease')),
  },
});

const deleteMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'delete',
  params: {
    icon: <RiDeleteBin6Line size={16} />,
    filter: isEnvironment,
    useProps: () =>
      useMenuItem('delete', useText()('actions.deleteEnvironment')),
  },
});

const groupCard = EntityCardBlueprint.make({
  name: 'group-environments',
  params: {
    type: 'content',
    filter: { kind: 'group' },
    loader: () =>
      import('./GroupEnvironmentsCard').then(m => <m.GroupEnvironmentsCard />),
  },
});

/** The extensions on catalog pages. */
export const entityExtensions = [
  environmentCard,
  environmentContent,
  extendMenuItem,
  deleteMenuItem,
  groupCard,
];
