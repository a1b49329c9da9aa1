import type { Failure } from 'backstage-plugin-eks-environments-common';
import { translateCode } from './translateCode';
import type { Translate } from './useText';

type TranslatedFailure = Pick<
  Failure,
  'code' | 'params' | 'message' | 'remedy' | 'next'
>;

/** What a failure means, in the user's language. */
export function failureMessage(
  failure: Pick<TranslatedFailure, 'code' | 'params' | 'message'>,
  t: Translate,
): string {
  return translatePart(failure, 'message', failure.message, t);
}

/** What helps, in the user's language. It depends on whether a retry is scheduled. */
export function failureRemedy(
  failure: Omit<TranslatedFailure, 'message'>,
  t: Translate,
): string {
  const part = failure.next === 'retry' ? 'whileRetrying' : 'remedy';
  return translatePart(failure, part, failure.remedy, t);
}

/** The failures of modules may have no code. */
function translatePart(
  { code = '', params }: Pick<TranslatedFailure, 'code' | 'params'>,
  part: 'message' | 'remedy' | 'whileRetrying',
  message: string,
  t: Translate,
): string {
  return translateCode({ code: `failure.${code}.${part}`, params, message }, t);
}
