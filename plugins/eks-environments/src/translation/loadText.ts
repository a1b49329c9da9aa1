import {
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import { eksEnvironmentsTranslationRef } from './translationRef';
import type { Translate } from './useText';

/** The texts outside of React, such as in validators of form fields. Waits until the language is loaded. */
export async function loadText(apis: ApiHolder): Promise<Translate> {
  const translationApi = apis.get(translationApiRef);
  if (!translationApi) {
    throw new Error('The app has no translation API');
  }
  const loaded = translationApi.getTranslation(eksEnvironmentsTranslationRef);
  if (loaded.ready) {
    return loaded.t as unknown as Translate;
  }
  return new Promise(resolve => {
    const subscription = translationApi
      .translation$(eksEnvironmentsTranslationRef)
      .subscribe(snapshot => {
        if (snapshot.ready) {
          subscription.unsubscribe();
          resolve(snapshot.t as unknown as Translate);
        }
      });
  });
}
