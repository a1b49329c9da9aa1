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
  RiMoonFill,
  RiMoonLine,
  RiSunLine,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import {
  answers,
  CHANGE_FAILED,
  DRIFTED,
  type Environment,
  type EnvironmentCondition,
  type EnvironmentState,
  HEALTHY,
  isInGrace,
  isNormal,
  type Lease,
  type OperationState,
  type PowerState,
  type RequestState,
} from 'backstage-plugin-eks-environments-common';
import type { StateLabel } from './translation';

/** The meaning of a colour; the colours themselves are in the style sheets. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** The presentation of a state, the same everywhere. */
export interface StatePresentation {
  label: StateLabel;
  /** The values of the label, if it has any. */
  values?: Record<string, string>;
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

const powerPresentations: Record<
  Exclude<PowerState, 'on'>,
  StatePresentation
> = {
  hibernating: {
    label: 'state.power.hibernating',
    tone: 'info',
    icon: RiMoonLine,
  },
  off: { label: 'state.power.off', tone: 'neutral', icon: RiMoonFill },
  resuming: { label: 'state.power.resuming', tone: 'info', icon: RiSunLine },
};

const inGrace: StatePresentation = {
  label: 'state.lease.grace',
  tone: 'warning',
  icon: RiHourglassFill,
};

type EnvironmentAxes = Pick<Environment, 'state'> &
  Partial<Pick<Environment, 'power'>> & { lease: Pick<Lease, 'phase'> };

/**
 * The presentations of an environment: its state, or while it is in use its power unless it is on; during grace, that of the lease comes
 * first.
 */
export function presentationsOf({
  state,
  power = 'on',
  lease,
}: EnvironmentAxes): StatePresentation[] {
  const byPower =
    answers(state) && power !== 'on' ? [powerPresentations[power]] : [];
  if (isInGrace(lease.phase)) {
    return [inGrace, ...byPower];
  }
  return byPower.length > 0 ? byPower : [environmentPresentations[state]];
}

/** By type and status. Those of other types are shown as they are. */
const conditionPresentations = new Map<string, StatePresentation>([
  [
    `${HEALTHY} True`,
    {
      label: 'state.condition.healthy',
      tone: 'success',
      icon: RiHeartPulseLine,
    },
  ],
  [
    `${HEALTHY} False`,
    { label: 'state.condition.unhealthy', tone: 'danger', icon: RiAlertFill },
  ],
  [
    `${HEALTHY} Unknown`,
    {
      label: 'state.condition.healthUnknown',
      tone: 'neutral',
      icon: RiQuestionLine,
    },
  ],
  [
    `${DRIFTED} True`,
    {
      label: 'state.condition.drifted',
      tone: 'warning',
      icon: RiErrorWarningFill,
    },
  ],
  [
    `${DRIFTED} Unknown`,
    {
      label: 'state.condition.driftUnknown',
      tone: 'neutral',
      icon: RiQuestionLine,
    },
  ],
  [
    `${CHANGE_FAILED} True`,
    {
      label: 'state.condition.changeFailed',
      tone: 'danger',
      icon: RiErrorWarningFill,
    },
  ],
  [
    `${DRIFTED} False`,
    {
      label: 'state.condition.asApproved',
      tone: 'success',
      icon: RiCheckboxCircleFill,
    },
  ],
]);

/** The presentation of a condition. */
export function conditionPresentation({
  type,
  status,
}: Pick<EnvironmentCondition, 'type' | 'status'>): StatePresentation {
  return (
    conditionPresentations.get(`${type} ${status}`) ?? {
      label: 'state.condition.other',
      values: { type, status },
      tone: isNormal({ type, status }) ? 'neutral' : 'warning',
      icon: RiQuestionLine,
    }
  );
}

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
