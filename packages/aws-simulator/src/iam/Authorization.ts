import { Role, Tags } from '../world/model';

/** What IAM is asked before AWS does something for somebody. */
export interface Authorization {
  /** ARN of whoever asks, as IAM knows it. */
  principal: string;
  /** Such as `iam:CreateRole`. */
  action: string;
  /** An ARN; `*` where the action knows no resources. */
  resource: string;
  /** Condition keys with their values. */
  context: Record<string, string>;
  /** Who calls: a client, or CloudFormation on behalf of one. */
  via: 'client' | 'cloudformation';
}

/** Where something is done, and by whom. */
export interface Place {
  principal: string;
  accountId: string;
  region: string;
}

/** An action on a resource; what is left out: `*`, and no condition keys beside the region. */
export interface Demand {
  action: string;
  resource?: string;
  context?: Record<string, string>;
}

/** Services that have one address for all regions, which counts as this one. */
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

/** That a role is handed to a service. */
export function passRole(resource: string, service: string): Demand {
  return {
    action: 'iam:PassRole',
    resource,
    context: { 'iam:PassedToService': service },
  };
}

/** That AWS makes the role of a service, which it does once in an account. */
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

/** Each once, in the order in which they came up. */
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
