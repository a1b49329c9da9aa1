import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PlanField } from './PlanField';
import { planFieldSchema } from './planFieldSchema';
import { validatePlan } from './validatePlan';

/** The field `EksEnvironmentPlan`. */
export const planFormField = createFormField({
  name: 'EksEnvironmentPlan',
  component: PlanField,
  validation: validatePlan,
  schema: planFieldSchema,
});
