import type { Operation } from 'backstage-plugin-eks-environments-common';
import type { DateTime } from 'luxon';
import { formatSeconds, secondsBetween } from './format';
import type { Translate } from './translation';

/** The estimated rest of a running operation in seconds; undefined if it is unknown, or longer than usual already. */
export function secondsLeft(
  { state, startedAt, usualSeconds }: Operation,
  now: DateTime,
): number | undefined {
  if (state !== 'Running' || !startedAt || !usualSeconds) {
    return undefined;
  }
  const left = usualSeconds - secondsBetween(startedAt, now);
  return left > 0 ? left : undefined;
}

/** Formats an estimate: seconds would be too precise. */
export function roughly(seconds: number, t: Translate): string {
  return seconds < 60
    ? t('list.aMinute')
    : formatSeconds(Math.ceil(seconds / 60) * 60, t);
}
