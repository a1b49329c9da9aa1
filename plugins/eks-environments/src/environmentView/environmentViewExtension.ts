import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import { EnvironmentActionBlueprint } from './EnvironmentActionBlueprint';
import { EnvironmentCardBlueprint } from './EnvironmentCardBlueprint';
import { environmentViewApiRef } from './environmentViewApi';

const { action } = EnvironmentActionBlueprint.dataRefs;
const { card } = EnvironmentCardBlueprint.dataRefs;

/**
 * Collects the actions and cards of environments.
 *
 * @remarks
 *
 * An API, not an input of a page: the menu is in the list, on the environment's page and on the pages of the catalog, and the cards are
 * on the last two.
 */
export const environmentViewExtension = ApiBlueprint.makeWithOverrides({
  name: 'environment-view',
  inputs: {
    actions: createExtensionInput([action]),
    cards: createExtensionInput([card]),
  },
  factory(originalFactory, { inputs }) {
    return originalFactory(defineParams =>
      defineParams({
        api: environmentViewApiRef,
        deps: {},
        factory: () => ({
          actions: inputs.actions.map(input => input.get(action)),
          cards: inputs.cards.map(input => input.get(card)),
        }),
      }),
    );
  },
});
