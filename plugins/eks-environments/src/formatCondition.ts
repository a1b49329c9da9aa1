import type { EnvironmentCondition } from 'backstage-plugin-eks-environments-common';
import { type Translate, translateCode } from './translation';

/** The reason for the status of a condition, with the raw answer if the user may read it. */
export function formatCondition(
  { type, reason, params, message, detail }: EnvironmentCondition,
  t: Translate,
): string {
  const text = translateCode(
    { code: `condition.${type}.${reason}`, params, message },
    t,
  );
  return detail ? t('format.withDetail', { text, detail }) : text;
}
