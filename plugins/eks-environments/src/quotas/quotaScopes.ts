import type {
  QuotaUsage,
  QuotaUsageEnvironmentsInner,
} from 'backstage-plugin-eks-environments-common';

/** One environment, or a request for one, with what it takes of each dimension. */
export interface QuotaUser extends Omit<QuotaUsageEnvironmentsInner, 'amount'> {
  key: string;
  amounts: Partial<Record<QuotaUsage['dimension'], number>>;
}

/** All limits of one scope, and who uses them. */
export interface QuotaScope {
  /** `everyone`, or an entity reference. */
  scope: string;
  usages: QuotaUsage[];
  users: QuotaUser[];
}

/** Gathers the API's rows by scope. Scopes and dimensions stay in the order of the API. */
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

/** When the first of those who use a full limit gives its share back; undefined while there is room. */
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
