import type {
  Operation,
  QueuePosition,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import type { Translate } from './translation';

/** `Next in the queue`, `Number 3 in the queue`. */
export function formatPlace({ place }: QueuePosition, t: Translate): string {
  return place === 1
    ? t('operations.next')
    : t('operations.place', { place: String(place) });
}

/** The state of an environment after an operation. */
const endTexts = {
  build: 'operations.readyAbout',
  teardown: 'operations.goneAbout',
  change: 'operations.changedAbout',
} as const satisfies Record<Operation['lane'], string>;

/** `Number 3 in the queue; begins about 10:42, ready about 11:00`, limited to what is known. */
export function formatQueue(
  lane: Operation['lane'],
  queue: QueuePosition,
  t: Translate,
): string {
  const times = [
    queue.startsAt &&
      t('operations.beginsAbout', { time: timeOfDay(queue.startsAt) }),
    queue.endsAt && t(endTexts[lane], { time: timeOfDay(queue.endsAt) }),
  ].filter(Boolean);
  return [formatPlace(queue, t), times.join(', ')].filter(Boolean).join('; ');
}

/** Formats a time in the user's time zone, with the day if it is not today. */
function timeOfDay(iso: string): string {
  const time = DateTime.fromISO(iso);
  return time.hasSame(DateTime.now(), 'day')
    ? time.toFormat('HH:mm')
    : time.toFormat('ccc d LLL, HH:mm');
}
