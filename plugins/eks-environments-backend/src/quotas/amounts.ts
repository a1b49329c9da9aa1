import { EVERYONE } from './dimensions';
import type { QuotaAmount } from './types';

/** What one environment takes, whoever it counts for. */
export interface EnvironmentSize {
  /** At the largest size that it can grow to. */
  nodes: number;
  vcpu: number;
  /** Millionths of a dollar per hour, at the size that the configuration says; the largest by default. */
  hourlyCost: number;
}

/** An environment counts for the person who asked for it, for its owner and for all together. */
export function amountsOf(
  size: EnvironmentSize,
  people: { requester: string; owner: string },
): QuotaAmount[] {
  const scopes = new Set([people.requester, people.owner, EVERYONE]);
  return [...scopes].flatMap(scope => [
    { scope, dimension: 'environments' as const, amount: 1 },
    { scope, dimension: 'nodes' as const, amount: size.nodes },
    { scope, dimension: 'vcpu' as const, amount: size.vcpu },
    { scope, dimension: 'hourlyCost' as const, amount: size.hourlyCost },
  ]);
}
