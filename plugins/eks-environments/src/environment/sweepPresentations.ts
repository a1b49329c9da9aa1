import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
} from '@remixicon/react';
import type { SweepItem } from 'backstage-plugin-eks-environments-common';
import type { StatePresentation } from '../states';

/** The outcome of an item of a sweep. */
export const sweepPresentations: Record<
  SweepItem['outcome'],
  StatePresentation
> = {
  removed: {
    label: 'state.sweep.removed',
    tone: 'success',
    icon: RiCheckboxCircleFill,
  },
  remaining: {
    label: 'state.sweep.remaining',
    tone: 'warning',
    icon: RiAlertFill,
  },
  failed: {
    label: 'state.sweep.failed',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
};
