import {
  RiAlertFill,
  RiEyeOffLine,
  RiGhostLine,
  RiLinkUnlink,
  RiScales3Line,
  RiStackLine,
} from '@remixicon/react';
import type {
  FindingKind,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import type { StatePresentation } from '../states';

const kinds: Record<FindingKind, StatePresentation> = {
  ClusterVanished: {
    label: 'Cluster vanished',
    tone: 'danger',
    icon: RiGhostLine,
  },
  ClusterWithoutRecord: {
    label: 'No record',
    tone: 'warning',
    icon: RiLinkUnlink,
  },
  StacksLeftOver: {
    label: 'Stacks left over',
    tone: 'warning',
    icon: RiStackLine,
  },
  NodeGroupDrift: {
    label: 'Node group drift',
    tone: 'warning',
    icon: RiScales3Line,
  },
};

/** How a finding looks: its kind, or that it is ignored. */
export function findingPresentation({
  kind,
  state,
}: FleetFinding): StatePresentation {
  const { label } = kinds[kind];
  return state === 'ignored'
    ? { label: `${label}, ignored`, tone: 'neutral', icon: RiEyeOffLine }
    : kinds[kind];
}

/** How the last look at a place went. */
export const failedLook: StatePresentation = {
  label: 'Failed',
  tone: 'danger',
  icon: RiAlertFill,
};
