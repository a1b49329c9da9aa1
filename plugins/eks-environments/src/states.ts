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
  type HealthState,
  type OperationState,
  type RequestState,
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
  Queued: { label: 'Queued', tone: 'info', icon: RiTimeLine },
  Provisioning: { label: 'Building', tone: 'info', icon: RiLoader4Line },
  ProvisioningFailed: {
    label: 'Build failed',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Ready: { label: 'Ready', tone: 'success', icon: RiCheckboxCircleFill },
  Expiring: { label: 'In grace', tone: 'warning', icon: RiHourglassFill },
  Deprovisioning: { label: 'Deleting', tone: 'info', icon: RiLoader4Line },
  DeprovisioningFailed: {
    label: 'Deletion failed',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
  Quarantined: { label: 'Leftovers', tone: 'danger', icon: RiAlertFill },
  Deprovisioned: { label: 'Gone', tone: 'neutral', icon: RiDeleteBin6Line },
};

export const healthPresentations: Record<HealthState, StatePresentation> = {
  healthy: { label: 'Answers', tone: 'success', icon: RiHeartPulseLine },
  unhealthy: { label: 'Not answering', tone: 'danger', icon: RiAlertFill },
  unknown: { label: 'Health unknown', tone: 'neutral', icon: RiQuestionLine },
};

export const requestPresentations: Record<RequestState, StatePresentation> = {
  PendingApproval: {
    label: 'Waiting for approval',
    tone: 'warning',
    icon: RiTimeLine,
  },
  Approved: { label: 'Approved', tone: 'success', icon: RiCheckboxCircleFill },
  Denied: { label: 'Denied', tone: 'danger', icon: RiCloseCircleFill },
  Expired: { label: 'Expired', tone: 'neutral', icon: RiErrorWarningFill },
  Cancelled: { label: 'Withdrawn', tone: 'neutral', icon: RiForbid2Line },
};

export const operationPresentations: Record<OperationState, StatePresentation> =
  {
    Pending: { label: 'Waiting', tone: 'info', icon: RiTimeLine },
    Running: { label: 'Running', tone: 'info', icon: RiLoader4Line },
    Succeeded: { label: 'Done', tone: 'success', icon: RiCheckboxCircleFill },
    Failed: { label: 'Failed', tone: 'danger', icon: RiCloseCircleFill },
    Cancelled: { label: 'Cancelled', tone: 'neutral', icon: RiForbid2Line },
  };
