import {
  RiAlertFill,
  RiHeartPulseLine,
  RiQuestionLine,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiDeleteBin6Line,
  RiErrorWarningFill,
  RiForbid2Line,
  RiHourglassFill,
  RiLoader4Line,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import {
  type Environment,
  type EnvironmentState,
  type HealthState,
  isInGrace,
  type Lease,
  type OperationState,
  type RequestState,
} from 'backstage-plugin-eks-environments-common';
import type { StateLabel } from './translation';

/** The meaning of a colour; the colours themselves are in the style sheets. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** The presentation of a state, the same everywhere. */
export interface StatePresentation {
  label: StateLabel;
  tone: Tone;
  icon: RemixiconComponentType;
}

export const environmentPresentations: Record<
  EnvironmentState,
  StatePresentation
> = {
  Queued: {
    label: 'state.environment.Queued',
    tone: 'info',
    icon: RiTimeLine,
  },
  Provisioning: {
    label: 'state.environment.Provisioning',
    tone: 'info',
    icon: RiLoader4Line,
  },
  ProvisioningFailed: {
    label: 'state.environment.ProvisioningFailed',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Ready: {
    label: 'state.environment.Ready',
    tone: 'success',
    icon: RiCheckboxCircleFill,
  },
  Deprovisioning: {
    label: 'state.environment.Deprovisioning',
    tone: 'info',
    icon: RiLoader4Line,
  },
  DeprovisioningFailed: {
    label: 'state.environment.DeprovisioningFailed',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Quarantined: {
    label: 'state.environment.Quarantined',
    tone: 'danger',
    icon: RiAlertFill,
  },
  Deprovisioned: {
    label: 'state.environment.Deprovisioned',
    tone: 'neutral',
    icon: RiDeleteBin6Line,
  },
};

const inGrace: StatePresentation = {
  label: 'state.lease.grace',
  tone: 'warning',
  icon: RiHourglassFill,
};

/** The presentation of an environment: by its state, or by its lease during grace. */
export function environmentPresentation({
  state,
  lease,
}: Pick<Environment, 'state'> & {
  lease: Pick<Lease, 'phase'>;
}): StatePresentation {
  return isInGrace(lease.phase) ? inGrace : environmentPresentations[state];
}

export const healthPresentations: Record<HealthState, StatePresentation> = {
  healthy: {
    label: 'state.health.healthy',
    tone: 'success',
    icon: RiHeartPulseLine,
  },
  unhealthy: {
    label: 'state.health.unhealthy',
    tone: 'danger',
    icon: RiAlertFill,
  },
  unknown: {
    label: 'state.health.unknown',
    tone: 'neutral',
    icon: RiQuestionLine,
  },
};

export const requestPresentations: Record<RequestState, StatePresentation> = {
  PendingApproval: {
    label: 'state.request.PendingApproval',
    tone: 'warning',
    icon: RiTimeLine,
  },
  Approved: {
    label: 'state.request.Approved',
    tone: 'success',
    icon: RiCheckboxCircleFill,
  },
  Denied: {
    label: 'state.request.Denied',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Expired: {
    label: 'state.request.Expired',
    tone: 'neutral',
    icon: RiErrorWarningFill,
  },
  Cancelled: {
    label: 'state.request.Cancelled',
    tone: 'neutral',
    icon: RiForbid2Line,
  },
};

export const operationPresentations: Record<OperationState, StatePresentation> =
  {
    Pending: {
      label: 'state.operation.Pending',
      tone: 'info',
      icon: RiTimeLine,
    },
    Running: {
      label: 'state.operation.Running',
      tone: 'info',
      icon: RiLoader4Line,
    },
    Succeeded: {
      label: 'state.operation.Succeeded',
      tone: 'success',
      icon: RiCheckboxCircleFill,
    },
    Failed: {
      label: 'state.operation.Failed',
      tone: 'danger',
      icon: RiCloseCircleFill,
    },
    Cancelled: {
      label: 'state.operation.Cancelled',
      tone: 'neutral',
      icon: RiForbid2Line,
    },
  };
