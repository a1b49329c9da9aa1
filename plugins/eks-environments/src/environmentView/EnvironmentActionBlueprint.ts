import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { ComponentType } from 'react';
import { extensionComponent } from './extensionComponent';
import type { EnvironmentAction, EnvironmentDialogProps } from './types';

/**
 * Parameters of {@link EnvironmentActionBlueprint}.
 *
 * @public
 */
export interface EnvironmentActionParams
  extends Omit<EnvironmentAction, 'id' | 'dialog' | 'placement'> {
  /** `menu` by default. */
  placement?: EnvironmentAction['placement'];
  /** Loads the dialog when the user selects the action. */
  loader: () => Promise<ComponentType<EnvironmentDialogProps>>;
}

const actionDataRef = createExtensionDataRef<EnvironmentAction>().with({
  id: 'eks-environments.environment-action',
});

/**
 * Creates an action of environments, with its dialog: an entry of the menu in lists, and an entry or a button on pages of one
 * environment.
 *
 * @public
 */
export const EnvironmentActionBlueprint = createExtensionBlueprint({
  kind: 'eks-environment-action',
  attachTo: { id: 'api:eks-environments/environment-view', input: 'actions' },
  output: [actionDataRef],
  dataRefs: { action: actionDataRef },
  *factory({ loader, ...params }: EnvironmentActionParams, { node }) {
    yield actionDataRef({
      placement: 'menu',
      ...params,
      id: node.spec.id,
      dialog: extensionComponent(node, loader),
    });
  },
});
