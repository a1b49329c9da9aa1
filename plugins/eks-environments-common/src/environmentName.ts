/**
 * The length limit of an environment's name. With the suffix that makes the cluster's name unique, it stays within the limits of EKS, IAM
 * and labels.
 *
 * @public
 */
export const MAXIMUM_ENVIRONMENT_NAME_LENGTH = 30;

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** Whether a name is well-formed; it may still be taken. @public */
export function isEnvironmentName(name: string): boolean {
  return (
    name.length <= MAXIMUM_ENVIRONMENT_NAME_LENGTH &&
    NAME.test(name) &&
    !name.includes('--')
  );
}
