import { MAXIMUM_ENVIRONMENT_NAME_LENGTH } from 'backstage-plugin-eks-environments-common';
import type { Translate } from '../../translation';

/** What a name must look like. */
export function nameRule(t: Translate): string {
  return t('form.nameRule', {
    maximum: String(MAXIMUM_ENVIRONMENT_NAME_LENGTH),
  });
}
