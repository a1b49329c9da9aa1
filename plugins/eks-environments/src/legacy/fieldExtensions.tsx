import {
  createScaffolderFieldExtension,
  type FieldExtensionComponent,
} from '@backstage/plugin-scaffolder-react';
import { LeaseField } from '../scaffolder/lease/LeaseField';
import { validateLease } from '../scaffolder/lease/leaseFormField';
import {
  leaseFieldSchema,
  type LeaseFieldProps,
} from '../scaffolder/lease/leaseFieldSchema';
import { NameField } from '../scaffolder/name/NameField';
import {
  nameFieldSchema,
  type NameFieldProps,
} from '../scaffolder/name/nameFieldSchema';
import { validateName } from '../scaffolder/name/nameFormField';
import { OwnerField } from '../scaffolder/owner/OwnerField';
import {
  ownerFieldSchema,
  type OwnerFieldProps,
} from '../scaffolder/owner/ownerFieldSchema';
import { PlanField } from '../scaffolder/plan/PlanField';
import {
  planFieldSchema,
  type PlanFieldProps,
} from '../scaffolder/plan/planFieldSchema';
import { validatePlan } from '../scaffolder/plan/validatePlan';
import { legacyWrapper } from './legacyWrapper';
import { eksEnvironmentsPlugin } from './plugin';

// The options of a field are written in YAML, so they are never passed as props.

/**
 * The Scaffolder field `EksEnvironmentPlan`: the plan for the values of the form.
 *
 * @public
 */
export const EksEnvironmentPlanFieldExtension: FieldExtensionComponent<
  Partial<Record<string, string>>,
  unknown
> = eksEnvironmentsPlugin.provide(
  createScaffolderFieldExtension({
    name: 'EksEnvironmentPlan',
    component: (props: PlanFieldProps) =>
      legacyWrapper(<PlanField {...props} />),
    validation: validatePlan,
    schema: planFieldSchema.schema,
  }),
);

/**
 * The Scaffolder field `EksEnvironmentLease`: the length of the lease.
 *
 * @public
 */
export const EksEnvironmentLeaseFieldExtension: FieldExtensionComponent<
  string,
  unknown
> = eksEnvironmentsPlugin.provide(
  createScaffolderFieldExtension({
    name: 'EksEnvironmentLease',
    component: (props: LeaseFieldProps) =>
      legacyWrapper(<LeaseField {...props} />),
    validation: validateLease,
    schema: leaseFieldSchema.schema,
  }),
);

/**
 * The Scaffolder field `EksEnvironmentName`: the name of the environment.
 *
 * @public
 */
export const EksEnvironmentNameFieldExtension: FieldExtensionComponent<
  string,
  unknown
> = eksEnvironmentsPlugin.provide(
  createScaffolderFieldExtension({
    name: 'EksEnvironmentName',
    component: (props: NameFieldProps) =>
      legacyWrapper(<NameField {...props} />),
    validation: validateName,
    schema: nameFieldSchema.schema,
  }),
);

/**
 * The Scaffolder field `EksEnvironmentOwner`: the requester or one of their groups.
 *
 * @public
 */
export const EksEnvironmentOwnerFieldExtension: FieldExtensionComponent<
  string,
  unknown
> = eksEnvironmentsPlugin.provide(
  createScaffolderFieldExtension({
    name: 'EksEnvironmentOwner',
    component: (props: OwnerFieldProps) =>
      legacyWrapper(<OwnerField {...props} />),
    schema: ownerFieldSchema.schema,
  }),
);
