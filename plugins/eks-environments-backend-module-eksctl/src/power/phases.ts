import type { OperationPhaseDefinition } from 'backstage-plugin-eks-environments-node';

/** The phases of a hibernation. */
export const hibernatePhases: OperationPhaseDefinition[] = [
  { id: 'preflight', title: 'Preflight' },
  { id: 'nodes', title: 'Remove nodes' },
];

/** The phases of a resumption. */
export const resumePhases: OperationPhaseDefinition[] = [
  { id: 'preflight', title: 'Preflight' },
  { id: 'nodes', title: 'Start nodes' },
  { id: 'verification', title: 'Verification' },
];
