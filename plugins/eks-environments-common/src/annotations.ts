/** Prefix of the portal's tags and annotations in the catalog. @public */
export const EKS_ENVIRONMENTS_PREFIX = 'eks-environments.io';

/** The environment's id: a tag on everything the portal creates and an annotation of the entity. @public */
export const ENVIRONMENT_ID = `${EKS_ENVIRONMENTS_PREFIX}/environment-id`;
/** The owner's entity reference, as a tag. @public */
export const OWNER = `${EKS_ENVIRONMENTS_PREFIX}/owner`;
/** `name@version` of the blueprint. @public */
export const BLUEPRINT = `${EKS_ENVIRONMENTS_PREFIX}/blueprint`;
/** The installation that created it, so that two portals in one account never touch each other's clusters. @public */
export const INSTALLATION = `${EKS_ENVIRONMENTS_PREFIX}/installation`;
/** End of the lease, as a tag of the cluster and an annotation of the entity. @public */
export const EXPIRES_AT = `${EKS_ENVIRONMENTS_PREFIX}/expires-at`;
/** State of the environment, as a label of the entity. @public */
export const STATE = `${EKS_ENVIRONMENTS_PREFIX}/state`;
/** Phase of the lease, as a label of the entity. @public */
export const LEASE_PHASE = `${EKS_ENVIRONMENTS_PREFIX}/lease-phase`;
/** Status of a condition in lower case, such as `true`, as a label of the entity. @public */
export function conditionLabel(type: string): string {
  return `${EKS_ENVIRONMENTS_PREFIX}/condition-${type.toLowerCase()}`;
}
/** On a Group or User: comma-separated ARNs of the IAM principals that get access to its clusters. @public */
export const IAM_PRINCIPALS = `${EKS_ENVIRONMENTS_PREFIX}/iam-principals`;
