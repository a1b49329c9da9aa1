import type {
  Operation,
  OperationPhase,
} from 'backstage-plugin-eks-environments-common';

/** Kinds of operations in the words of the pages. */
export const operationLabels: Record<Operation['kind'], string> = {
  Create: 'Creation',
  Delete: 'Deletion',
};

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
