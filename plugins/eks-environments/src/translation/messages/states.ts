import {
  environmentStateLabels,
  leasePhaseLabels,
  powerStateLabels,
  requestStateLabels,
} from 'backstage-plugin-eks-environments-common';

/** Labels of states, by the codes of the API. */
export const stateMessages = {
  environment: environmentStateLabels,
  lease: leasePhaseLabels,
  power: powerStateLabels,
  request: requestStateLabels,
  step: { Waiting: 'Not yet open', Open: 'Open', Skipped: 'Skipped' },
  condition: {
    healthy: 'Healthy',
    unhealthy: 'Unhealthy',
    healthUnknown: 'Health unknown',
    drifted: 'Drifted',
    driftUnknown: 'Drift unknown',
    asApproved: 'As approved',
    changeFailed: 'Last change failed',
    other: '{{type}}: {{status}}',
  },
  operation: {
    Pending: 'Waiting',
    Running: 'Running',
    Succeeded: 'Done',
    Failed: 'Failed',
    Cancelled: 'Cancelled',
  },
  sweep: {
    removed: 'Removed',
    remaining: 'Still exists',
    failed: 'Could not be removed',
  },
  plan: {
    acceptable: 'Can be requested',
    refused: 'Cannot be requested',
  },
  blueprint: {
    error: 'Not offered',
    warning: 'Offered, with a problem',
  },
  breaker: {
    open: 'Creations on hold',
    halfOpen: 'Trying one',
  },
  executor: {
    ready: 'Ready',
    notReady: 'Starts no creations',
    silent: 'Not reporting',
  },
  finding: {
    ResourceVanished: 'Vanished',
    ResourceWithoutRecord: 'No record',
    PartsLeftOver: 'Leftovers',
    PartDrift: 'Drift',
  },
  ignoredFinding: {
    ResourceVanished: 'Vanished, ignored',
    ResourceWithoutRecord: 'No record, ignored',
    PartsLeftOver: 'Leftovers, ignored',
    PartDrift: 'Drift, ignored',
  },
  reconciliation: { failed: 'Failed' },
} as const;
