import type { Plan } from 'backstage-plugin-eks-environments-common';

/** A size in one line, as in `2 nodes now, up to 4 · 4–8 vCPU · 16–32 GiB`: from the start to the largest size. */
export function sizeText({
  desired,
  largest,
}: NonNullable<Plan['size']>): string {
  const nodes = `${desired.nodes} ${desired.nodes === 1 ? 'node' : 'nodes'}`;
  return [
    desired.nodes === largest.nodes
      ? nodes
      : `${nodes} now, up to ${largest.nodes}`,
    `${range(desired.vcpu, largest.vcpu)} vCPU`,
    `${range(desired.memoryGib, largest.memoryGib)} GiB`,
  ].join(' · ');
}

function range(from: number, to: number): string {
  return from === to ? `${from}` : `${from}–${to}`;
}
