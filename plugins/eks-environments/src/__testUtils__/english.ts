import { mockApis } from '@backstage/frontend-test-utils';
import { eksEnvironmentsTranslationRef, type Translate } from '../translation';

/** The English texts. */
export const t: Translate = englishTexts();

function englishTexts(): Translate {
  const snapshot = mockApis
    .translation()
    .getTranslation(eksEnvironmentsTranslationRef);
  if (!snapshot.ready) {
    throw new Error('English is the default and needs no loading');
  }
  return snapshot.t as unknown as Translate;
}
