import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import type { ComponentType } from 'react';
import { extensionComponent } from './extensionComponent';
import type {
  EnvironmentCard,
  EnvironmentCardArea,
  EnvironmentCardProps,
} from './types';

/**
 * Parameters of {@link EnvironmentCardBlueprint}.
 *
 * @public
 */
export interface EnvironmentCardParams {
  /** Its position; a function decides for each environment, and hides the card with undefined. */
  area:
    | EnvironmentCardArea
    | ((environment: Environment) => EnvironmentCardArea | undefined);
  loader: () => Promise<ComponentType<EnvironmentCardProps>>;
}

const cardDataRef = createExtensionDataRef<EnvironmentCard>().with({
  id: 'eks-environments.environment-card',
});

/**
 * Creates a card of the environment's page.
 *
 * @public
 */
export const EnvironmentCardBlueprint = createExtensionBlueprint({
  kind: 'eks-environment-card',
  attachTo: { id: 'api:eks-environments/environment-view', input: 'cards' },
  output: [cardDataRef],
  dataRefs: { card: cardDataRef },
  *factory({ area, loader }: EnvironmentCardParams, { node }) {
    yield cardDataRef({
      id: node.spec.id,
      area: typeof area === 'function' ? area : () => area,
      component: extensionComponent(node, loader),
    });
  },
});
