import { operationLaneLabels } from 'backstage-plugin-eks-environments-common';

/** Pending operations. */
export const operationMessages = {
  lane: operationLaneLabels,
  next: 'Next in the queue',
  place: 'Number {{place}} in the queue',
  beginsAbout: 'begins about {{time}}',
  readyAbout: 'ready about {{time}}',
  goneAbout: 'deleted about {{time}}',
  changedAbout: 'changed about {{time}}',
} as const;
