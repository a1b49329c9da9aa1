import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { eksEnvironmentsApiRef } from '../../api';
import { loadText } from '../../translation';
import type { PlanFieldOptions } from './planFieldSchema';
import { requestInputFromForm } from './requestInputFromForm';

/**
 * Keeps the form from going on with a plan that the service would refuse.
 *
 * @remarks
 *
 * It asks for the plan of the values at hand instead of trusting the one on the screen, which may be a moment old. The plan says what
 * is wrong; the form would repeat every word of it, above the fields and below them. Nothing depends on it for safety: the service
 * computes the plan again when the request is made.
 */
export const validatePlan: CustomFieldValidator<
  string,
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
