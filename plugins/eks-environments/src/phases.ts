import type { OperationPhase } from 'backstage-plugin-eks-environments-common';

/** Phases of an operation in the words of the pages. */
export const phaseLabels: Record<OperationPhase['name'], string> = {
  preflight: 'Preflight',
  'control-plane': 'Control plane',
  addons: 'Add-ons',
  nodes: 'Nodes',
  verification: 'Verification',
  'load-balancers': 'Load balancers and volumes',
  stacks: 'Stacks',
  sweep: 'Sweep',
};
