import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { eksEnvironmentsTranslationRef } from './translationRef';

/** Our texts in the reader's language: `t('actions.connect')`. */
export function useText() {
  return useTranslationRef(eksEnvironmentsTranslationRef).t;
}

/** What {@link useText} returns, for functions that compose a text. */
export type Translate = ReturnType<typeof useText>;
