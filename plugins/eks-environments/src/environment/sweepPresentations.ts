import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
} from '@remixicon/react';
import type { SweepItem } from 'backstage-plugin-eks-environments-common';
import type { StatePresentation } from '../states';

/** What became of something that a sweep found. */
export const sweepPresentations: Record<
  SweepItem['outcome'],
  StatePresentation
> = {
  removed: { label: 'Removed', tone: 'success', icon: RiCheckboxCircleFill },
  remaining: { label: 'Still there', tone: 'warning', icon: RiAlertFill },
  failed: {
    label: 'Could not be removed',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
};
