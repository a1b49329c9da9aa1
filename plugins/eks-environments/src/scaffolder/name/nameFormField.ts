import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { isEnvironmentName } from 'backstage-plugin-eks-environments-common';
import { loadText } from '../../translation';
import { NameField } from './NameField';
import { nameFieldSchema } from './nameFieldSchema';
import { nameRule } from './nameRule';

/** Rejects names that the service would refuse; whether a name is taken, the plan says. */
export const validateName: CustomFieldValidator<string> = async (
  name,
  validation,
  { apiHolder },
) => {
  if (!isEnvironmentName(name)) {
    validation.addError(nameRule(await loadText(apiHolder)));
  }
};

/** The field `EksEnvironmentName`. */
export const nameFormField = createFormField({
  name: 'EksEnvironmentName',
  component: NameField,
  validation: validateName,
  schema: nameFieldSchema,
});
