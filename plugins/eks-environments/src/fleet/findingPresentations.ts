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
  ResourceVanished: {
    label: 'state.finding.ResourceVanished',
    tone: 'danger',
    icon: RiGhostLine,
  },
  ResourceWithoutRecord: {
    label: 'state.finding.ResourceWithoutRecord',
    tone: 'warning',
    icon: RiLinkUnlink,
  },
  PartsLeftOver: {
    label: 'state.finding.PartsLeftOver',
    tone: 'warning',
    icon: RiStackLine,
  },
  PartDrift: {
    label: 'state.finding.PartDrift',
    tone: 'warning',
    icon: RiScales3Line,
  },
};

/** The presentation of a finding: its kind, or that it is ignored. */
export function findingPresentation({
  kind,
  state,
}: FleetFinding): StatePresentation {
  return state === 'ignored'
    ? {
        label: `state.ignoredFinding.${kind}`,
        tone: 'neutral',
        icon: RiEyeOffLine,
      }
    : kinds[kind];
}

/** The result of the last reconciliation. */
export const failedReconciliation: StatePresentation = {
  label: 'state.reconciliation.failed',
  tone: 'danger',
  icon: RiAlertFill,
};
