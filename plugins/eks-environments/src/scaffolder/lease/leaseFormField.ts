import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { parseDuration } from 'backstage-plugin-eks-environments-common';
import { durationSeconds, formatLongDuration } from '../../format';
import { loadText } from '../../translation';
import { LeaseField } from './LeaseField';
import { leaseFieldSchema, type LeaseFieldProps } from './leaseFieldSchema';

/** Rejects values that are not among the choices: a form's values can also come from a link. */
export const validateLease: CustomFieldValidator<
  string,
  NonNullable<LeaseFieldProps['uiSchema']['ui:options']>
> = async (lease, validation, { uiSchema, apiHolder }) => {
  const t = await loadText(apiHolder);
  const maximum = uiSchema?.['ui:options']?.maximum;
  const reading = parseDuration(lease);
  if (reading.kind === 'invalid') {
    validation.addError(t('form.leaseInvalid'));
  } else if (
    maximum &&
    durationSeconds(reading.duration) > durationSeconds(maximum)
  ) {
    validation.addError(
      t('form.leaseTooLong', { lease: formatLongDuration(maximum, t) }),
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
