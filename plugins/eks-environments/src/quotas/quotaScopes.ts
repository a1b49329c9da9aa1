import type {
  QuotaUsage,
  QuotaUsageEnvironmentsInner,
} from 'backstage-plugin-eks-environments-common';

/** A holder: an environment or a request for one, with its amount in each dimension. */
export interface QuotaUser extends Omit<QuotaUsageEnvironmentsInner, 'amount'> {
  key: string;
  amounts: Partial<Record<QuotaUsage['dimension'], number>>;
}

/** All quotas of one scope, and their holders. */
export interface QuotaScope {
  /** `everyone`, or an entity reference. */
  scope: string;
  usages: QuotaUsage[];
  users: QuotaUser[];
}

/** Groups the rows of the API by scope. Scopes and dimensions keep the order of the API. */
export function quotaScopes(usages: QuotaUsage[]): QuotaScope[] {
  const byScope = new Map<string, QuotaUsage[]>();
  for (const usage of usages) {
    byScope.set(usage.scope, [...(byScope.get(usage.scope) ?? []), usage]);
  }
  return [...byScope].map(([scope, rows]) => ({
    scope,
    usages: rows,
    users: quotaUsers(rows),
  }));
}

/** When the first holder of an exhausted quota releases its share; undefined if capacity is left. */
export function nextFreeAt(usage: QuotaUsage): string | undefined {
  const isFull =
    usage.limit !== undefined && usage.used + usage.reserved >= usage.limit;
  if (!isFull) {
    return undefined;
  }
  return usage.environments
    .map(environment => environment.freeAt)
    .filter((freeAt): freeAt is string => freeAt !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(0);
}

function quotaUsers(usages: QuotaUsage[]): QuotaUser[] {
  const users = new Map<string, QuotaUser>();
  for (const { dimension, environments } of usages) {
    for (const { amount, ...environment } of environments) {
      const key =
        environment.environmentId ?? environment.requestId ?? environment.name;
      const user = users.get(key) ?? { ...environment, key, amounts: {} };
      user.amounts[dimension] = amount;
      users.set(key, user);
    }
  }
  return [...users.values()];
}
