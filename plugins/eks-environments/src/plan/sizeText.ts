import type { Plan } from 'backstage-plugin-eks-environments-common';
import type { Translate } from '../translation';

/** Formats a size in one line, as in `2 nodes now, up to 4 · 4–8 vCPU · 16–32 GiB`: from the initial to the largest size. */
export function sizeText(
  { desired, largest }: NonNullable<Plan['size']>,
  t: Translate,
): string {
  const nodes = t('plan.nodes', { count: desired.nodes });
  return [
    desired.nodes === largest.nodes
      ? nodes
      : t('plan.nodesUpTo', { nodes, largest: String(largest.nodes) }),
    t('plan.vcpu', { range: range(desired.vcpu, largest.vcpu) }),
    t('plan.memory', { range: range(desired.memoryGib, largest.memoryGib) }),
  ].join(' · ');
}

function range(from: number, to: number): string {
  return from === to ? `${from}` : `${from}–${to}`;
}
