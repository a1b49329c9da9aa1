import type { OperationPhaseDefinition } from 'backstage-plugin-eks-environments-node';

/** The phases of a creation with eksctl. */
export const createPhases: OperationPhaseDefinition[] = [
  { id: 'preflight', title: 'Preflight' },
  { id: 'control-plane', title: 'Control plane' },
  { id: 'addons', title: 'Add-ons' },
  { id: 'nodes', title: 'Nodes' },
  { id: 'verification', title: 'Verification' },
];

/** The phases of a deletion with eksctl. */
export const deletePhases: OperationPhaseDefinition[] = [
  { id: 'preflight', title: 'Preflight' },
  { id: 'load-balancers', title: 'Load balancers and volumes' },
  { id: 'nodes', title: 'Nodes' },
  { id: 'control-plane', title: 'Control plane' },
  { id: 'stacks', title: 'Stacks' },
  { id: 'sweep', title: 'Sweep' },
];
