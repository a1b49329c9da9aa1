import {
  type Finding,
  isEnvironmentName,
  MAXIMUM_ENVIRONMENT_NAME_LENGTH,
} from 'backstage-plugin-eks-environments-common';
import { refusal } from './findings';

const SUFFIX_LENGTH = 8;

export function checkName(name: string): Finding[] {
  return isEnvironmentName(name)
    ? []
    : [
        refusal(
          'name-invalid',
          'name',
          `name must begin with a letter, end with a letter or digit, and contain at most ${MAXIMUM_ENVIRONMENT_NAME_LENGTH} lower-case letters, digits and single hyphens`,
          { maximum: MAXIMUM_ENVIRONMENT_NAME_LENGTH },
        ),
      ];
}

/**
 * The cluster's name: unique forever in all accounts, because resources that a cloud creates for a cluster are identified by nothing but its
 * name. The end of an id is its random part.
 */
export function clusterNameOf(name: string, environmentId: string): string {
  return `${name}-${environmentId
    .slice(-SUFFIX_LENGTH)
    .toLocaleLowerCase('en')}`;
}
