import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { OwnerField } from './OwnerField';
import { ownerFieldSchema } from './ownerFieldSchema';

/** The field `EksEnvironmentOwner`. */
export const ownerFormField = createFormField({
  name: 'EksEnvironmentOwner',
  component: OwnerField,
  schema: ownerFieldSchema,
});
