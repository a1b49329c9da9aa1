import { Duration } from 'luxon';

const usualLeases = [
  'PT5M',
  'PT10M',
  'PT30M',
  'PT1H',
  'PT2H',
  'PT4H',
  'PT8H',
  'P1D',
  'P2D',
  'P3D',
  'P5D',
  'P7D',
  'P14D',
  'P30D',
  'P60D',
  'P90D',
];

/** Limits the number of choices. */
const mostUsualLeases = 6;

/**
 * The leases to choose from: the longest of the common ones that the blueprint allows, its default and its maximum.
 *
 * @param limits - ISO 8601 durations
 * @returns ISO 8601 durations, shortest first
 */
export function leaseChoices(limits: {
  default?: string;
  maximum?: string;
}): string[] {
  const maximum = limits.maximum ? milliseconds(limits.maximum) : Infinity;
  const usual = usualLeases
    .filter(lease => milliseconds(lease) <= maximum)
    .slice(-mostUsualLeases);
  const own = [limits.default, limits.maximum].filter(
    (lease): lease is string =>
      lease !== undefined && milliseconds(lease) <= maximum,
  );
  // The blueprint's form of a duration comes last and so wins: its default must be one of the choices.
  const byLength = new Map(
    [...usual, ...own.reverse()].map(lease => [milliseconds(lease), lease]),
  );
  return [...byLength.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, lease]) => lease);
}

function milliseconds(lease: string): number {
  return Duration.fromISO(lease).toMillis();
}
