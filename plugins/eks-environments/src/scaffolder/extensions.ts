import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const planField = FormFieldBlueprint.make({
  name: 'plan',
  params: {
    field: () => import('./plan/planFormField').then(m => m.planFormField),
  },
});

const leaseField = FormFieldBlueprint.make({
  name: 'lease',
  params: {
    field: () => import('./lease/leaseFormField').then(m => m.leaseFormField),
  },
});

const ownerField = FormFieldBlueprint.make({
  name: 'owner',
  params: {
    field: () => import('./owner/ownerFormField').then(m => m.ownerFormField),
  },
});

/** The fields `EksEnvironmentPlan`, `EksEnvironmentLease` and `EksEnvironmentOwner` of Scaffolder templates. */
export const scaffolderExtensions = [planField, leaseField, ownerField];
