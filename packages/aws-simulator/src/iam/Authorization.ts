import { Role, Tags } from '../world/model';

/** An authorization that IAM checks before AWS performs an action. */
export interface Authorization {
  /** ARN of the caller in IAM's form. */
  principal: string;
  /** Such as `iam:CreateRole`. */
  action: string;
  /** An ARN; `*` if the action has no resource types. */
  resource: string;
  /** Condition keys with their values. */
  context: Record<string, string>;
  /** The caller: a client, or CloudFormation on behalf of one. */
  via: 'client' | 'cloudformation';
}

/** Account, region and principal of an action. */
export interface Place {
  principal: string;
  accountId: string;
  region: string;
}

/** An action on a resource; defaults: resource `*`, and no condition keys except the region. */
export interface Demand {
  action: string;
  resource?: string;
  context?: Record<string, string>;
}

/** Services with one endpoint for all regions, which counts as this region. */
const GLOBAL = new Set(['iam', 'sts']);
const REGION_OF_GLOBAL = 'us-east-1';

export function authorizationOf(
  { action, resource = '*', context = {} }: Demand,
  via: Authorization['via'],
  { principal, region }: Place,
): Authorization {
  return {
    principal,
    action,
    resource,
    context: {
      'aws:RequestedRegion': GLOBAL.has(action.split(':')[0])
        ? REGION_OF_GLOBAL
        : region,
      ...context,
    },
    via,
  };
}

/** The tags of a resource as condition keys. */
export function tagContext(tags: Tags): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      `aws:ResourceTag/${key}`,
      value,
    ]),
  );
}

/** The permissions boundary of a role as a condition key. */
export function boundaryContext(
  role: Pick<Role, 'permissionsBoundary'> | undefined,
): Record<string, string> {
  const boundary = role?.permissionsBoundary;
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary };
}

/** Passing a role to a service. */
export function passRole(resource: string, service: string): Demand {
  return {
    action: 'iam:PassRole',
    resource,
    context: { 'iam:PassedToService': service },
  };
}

/** The creation of a service-linked role, once per account. */
export function serviceLinkedRole(
  { accountId }: Pick<Place, 'accountId'>,
  service: string,
): Demand {
  return {
    action: 'iam:CreateServiceLinkedRole',
    resource: `arn:aws:iam::${accountId}:role/aws-service-role/${service}/*`,
    context: { 'iam:AWSServiceName': service },
  };
}

/** Records each authorization once, in the order of occurrence. */
export class AuthorizationLog {
  readonly #seen = new Map<string, Authorization>();

  add(authorizations: Authorization[]): void {
    for (const authorization of authorizations) {
      const key = JSON.stringify(authorization);
      if (!this.#seen.has(key)) {
        this.#seen.set(key, authorization);
      }
    }
  }

  list(): Authorization[] {
    return [...this.#seen.values()];
  }
}
