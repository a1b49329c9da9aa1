import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import type { DateTime } from 'luxon';

/**
 * A time as people say it, as in `Mon 23 Nov 2026, 12:00 UTC`.
 *
 * @remarks
 *
 * An event has many readers, and its sentence is written once: hence UTC.
 */
export function timeInWords(time: DateTime): string {
  return time.toUTC().toFormat("ccc d LLL yyyy, HH:mm 'UTC'", { locale: 'en' });
}

/** An entity as people call it: `team-shop`, or `search/team-shop` outside of the default namespace. */
export function entityInWords(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}

/** A number of things, as in `1 node` and `2 nodes`. */
export function countInWords(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
