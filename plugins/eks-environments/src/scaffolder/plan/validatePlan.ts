import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { eksEnvironmentsApiRef } from '../../api';
import type { PlanReview } from '../../plan';
import { loadText } from '../../translation';
import type { PlanFieldOptions } from './planFieldSchema';
import { requestInputFromForm } from './requestInputFromForm';

/**
 * Prevents the form from continuing with a plan that the service would refuse.
 *
 * @remarks
 *
 * It requests the plan for the current values instead of using the displayed one, which may be outdated. The displayed plan shows what is
 * wrong; the form would repeat its errors above and below the fields. Security does not depend on this check: the service computes the
 * plan again when the request is submitted.
 */
export const validatePlan: CustomFieldValidator<
  PlanReview,
  PlanFieldOptions
> = async (_, validation, { apiHolder, formData, uiSchema }) => {
  const options = uiSchema?.['ui:options'];
  const api = apiHolder.get(eksEnvironmentsApiRef);
  if (!api || !options?.blueprint) {
    return;
  }
  const t = await loadText(apiHolder);
  const request = requestInputFromForm(formData, options);
  if (request.status === 'incomplete') {
    validation.addError(
      t('form.fillInFirst', { fields: request.missing.join(', ') }),
    );
    return;
  }
  const plan = await api.createPlan(request.input);
  if (plan.outcome === 'refused') {
    validation.addError(t('form.refused'));
  }
};
