import type { Finding } from 'backstage-plugin-eks-environments-common';
import { refusal } from './findings';

/** With the suffix of nine characters it stays within the limits of EKS, IAM and labels. */
const MAXIMUM_LENGTH = 30;
const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
const SUFFIX_LENGTH = 8;

export function checkName(name: string): Finding[] {
  const isFine =
    name.length <= MAXIMUM_LENGTH && NAME.test(name) && !name.includes('--');
  return isFine
    ? []
    : [
        refusal(
          'name-invalid',
          'name',
          `name must begin with a letter, end with a letter or digit, and contain at most ${MAXIMUM_LENGTH} lower-case letters, digits and single hyphens`,
          { maximum: MAXIMUM_LENGTH },
        ),
      ];
}

/**
 * The cluster's name: unique forever in all accounts, because resources that AWS creates for a cluster are identified by nothing but its
 * name. The end of an id is its random part.
 */
export function clusterNameOf(name: string, environmentId: string): string {
  return `${name}-${environmentId
    .slice(-SUFFIX_LENGTH)
    .toLocaleLowerCase('en')}`;
}
