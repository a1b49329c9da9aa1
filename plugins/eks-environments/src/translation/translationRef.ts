import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * The texts of pages, cards, dialogs and form fields. Translate them with `createTranslationResource`.
 *
 * @public
 */
export const eksEnvironmentsTranslationRef = createTranslationRef({
  id: 'plugin.eks-environments',
  messages,
});
