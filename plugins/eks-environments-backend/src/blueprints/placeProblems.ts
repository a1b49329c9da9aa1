import type { AccountConfig } from '../config';
import type { BlueprintDefinition, BlueprintProblem } from './types';

/**
 * Finds accounts and regions of a blueprint that are not configured. They are an error if the blueprint has no usable region, otherwise a
 * warning.
 */
export function placeProblems(
  { accounts, regions }: Pick<BlueprintDefinition, 'accounts' | 'regions'>,
  configured: readonly AccountConfig[],
): Omit<BlueprintProblem, 'source'>[] {
  const known = configured.filter(({ id }) => accounts.includes(id));
  const unknown = accounts.filter(
    account => !known.some(({ id }) => id === account),
  );
  const outside = regions.filter(
    region => !known.some(account => account.regions.includes(region)),
  );
  const hasPlace = outside.length < regions.length;
  const severity = hasPlace ? 'warning' : 'error';
  return [
    ...(unknown.length > 0
      ? [
          {
            severity,
            path: 'spec.accounts',
            message: `names ${unknown.join(
              ', ',
            )}, which eksEnvironments.accounts does not have`,
          } as const,
        ]
      : []),
    ...(known.length > 0 && outside.length > 0
      ? [
          {
            severity,
            path: 'spec.regions',
            message: `names ${outside.join(', ')}, which ${known
              .map(({ id }) => id)
              .join(' and ')} ${
              known.length === 1 ? 'does' : 'do'
            } not have in eksEnvironments.accounts[].regions`,
          } as const,
        ]
      : []),
  ];
}
