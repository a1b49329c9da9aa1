import type {
  Operation,
  QueuePosition,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };

/** What an environment is after an operation. */
const endWords: Record<Operation['lane'], string> = {
  build: 'ready',
  teardown: 'gone',
  change: 'changed',
};

/** `Next in the queue`, `3rd in the queue`. */
export function formatPlace({ place }: QueuePosition): string {
  return place === 1
    ? 'Next in the queue'
    : `${place}${suffixes[ordinals.select(place)] ?? 'th'} in the queue`;
}

/** `3rd in the queue; begins about 10:42, ready about 11:00`: as much of it as is known. */
export function formatQueue(
  lane: Operation['lane'],
  queue: QueuePosition,
): string {
  const end = endWords[lane];
  const times = [
    queue.startsAt && `begins about ${timeOfDay(queue.startsAt)}`,
    queue.endsAt && `${end} about ${timeOfDay(queue.endsAt)}`,
  ].filter(Boolean);
  return [formatPlace(queue), times.join(', ')].filter(Boolean).join('; ');
}

/** The reader's local time, with the day where it is not today. */
function timeOfDay(iso: string): string {
  const time = DateTime.fromISO(iso);
  return time.hasSame(DateTime.now(), 'day')
    ? time.toFormat('HH:mm')
    : time.toFormat('ccc d LLL, HH:mm');
}
