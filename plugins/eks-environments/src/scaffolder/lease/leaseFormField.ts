import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { parseDuration } from 'backstage-plugin-eks-environments-common';
import { durationSeconds, formatDuration } from '../../format';
import { LeaseField } from './LeaseField';
import { leaseFieldSchema, type LeaseFieldProps } from './leaseFieldSchema';

/** Refuses what no choice offers: a form's values can also come from a link. */
export const validateLease: CustomFieldValidator<
  string,
  NonNullable<LeaseFieldProps['uiSchema']['ui:options']>
> = (lease, validation, { uiSchema }) => {
  const maximum = uiSchema?.['ui:options']?.maximum;
  const reading = parseDuration(lease);
  if (reading.kind === 'invalid') {
    validation.addError('Choose a lease, such as P2D for two days');
  } else if (
    maximum &&
    durationSeconds(reading.duration) > durationSeconds(maximum)
  ) {
    validation.addError(
      `The longest lease of this blueprint is ${formatDuration(maximum)}`,
    );
  }
};

/** The field `EksEnvironmentLease`. */
export const leaseFormField = createFormField({
  name: 'EksEnvironmentLease',
  component: LeaseField,
  validation: validateLease,
  schema: leaseFieldSchema,
});
