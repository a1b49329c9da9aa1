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
  type EnvironmentState,
  environmentStateLabels,
  type HealthState,
  type OperationState,
  type RequestState,
  requestStateLabels,
} from 'backstage-plugin-eks-environments-common';

/** What a colour means; the colours themselves are in the style sheets. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** How a state looks everywhere. */
export interface StatePresentation {
  label: string;
  tone: Tone;
  icon: RemixiconComponentType;
}

export const environmentPresentations: Record<
  EnvironmentState,
  StatePresentation
> = {
  Queued: {
    label: environmentStateLabels.Queued,
    tone: 'info',
    icon: RiTimeLine,
  },
  Provisioning: {
    label: environmentStateLabels.Provisioning,
    tone: 'info',
    icon: RiLoader4Line,
  },
  ProvisioningFailed: {
    label: environmentStateLabels.ProvisioningFailed,
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Ready: {
    label: environmentStateLabels.Ready,
    tone: 'success',
    icon: RiCheckboxCircleFill,
  },
  Expiring: {
    label: environmentStateLabels.Expiring,
    tone: 'warning',
    icon: RiHourglassFill,
  },
  Deprovisioning: {
    label: environmentStateLabels.Deprovisioning,
    tone: 'info',
    icon: RiLoader4Line,
  },
  DeprovisioningFailed: {
    label: environmentStateLabels.DeprovisioningFailed,
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Quarantined: {
    label: environmentStateLabels.Quarantined,
    tone: 'danger',
    icon: RiAlertFill,
  },
  Deprovisioned: {
    label: environmentStateLabels.Deprovisioned,
    tone: 'neutral',
    icon: RiDeleteBin6Line,
  },
};

export const healthPresentations: Record<HealthState, StatePresentation> = {
  healthy: { label: 'Answers', tone: 'success', icon: RiHeartPulseLine },
  unhealthy: { label: 'Not answering', tone: 'danger', icon: RiAlertFill },
  unknown: { label: 'Health unknown', tone: 'neutral', icon: RiQuestionLine },
};

export const requestPresentations: Record<RequestState, StatePresentation> = {
  PendingApproval: {
    label: requestStateLabels.PendingApproval,
    tone: 'warning',
    icon: RiTimeLine,
  },
  Approved: {
    label: requestStateLabels.Approved,
    tone: 'success',
    icon: RiCheckboxCircleFill,
  },
  Denied: {
    label: requestStateLabels.Denied,
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Expired: {
    label: requestStateLabels.Expired,
    tone: 'neutral',
    icon: RiErrorWarningFill,
  },
  Cancelled: {
    label: requestStateLabels.Cancelled,
    tone: 'neutral',
    icon: RiForbid2Line,
  },
};

export const operationPresentations: Record<OperationState, StatePresentation> =
  {
    Pending: { label: 'Waiting', tone: 'info', icon: RiTimeLine },
    Running: { label: 'Running', tone: 'info', icon: RiLoader4Line },
    Succeeded: { label: 'Done', tone: 'success', icon: RiCheckboxCircleFill },
    Failed: { label: 'Failed', tone: 'danger', icon: RiCloseCircleFill },
    Cancelled: { label: 'Cancelled', tone: 'neutral', icon: RiForbid2Line },
  };
