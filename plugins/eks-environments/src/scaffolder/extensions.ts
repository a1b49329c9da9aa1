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

const nameField = FormFieldBlueprint.make({
  name: 'name',
  params: {
    field: () => import('./name/nameFormField').then(m => m.nameFormField),
  },
});

const ownerField = FormFieldBlueprint.make({
  name: 'owner',
  params: {
    field: () => import('./owner/ownerFormField').then(m => m.ownerFormField),
  },
});

/** The fields `EksEnvironmentName`, `EksEnvironmentOwner`, `EksEnvironmentLease` and `EksEnvironmentPlan` of Scaffolder templates. */
export const scaffolderExtensions = [
  planField,
  leaseField,
  nameField,
  ownerField,
];
