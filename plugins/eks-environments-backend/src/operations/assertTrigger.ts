import { InputError } from '@backstage/errors';
import type { OperationFormField } from 'backstage-plugin-eks-environments-common';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';

const fieldTypes: readonly OperationFormField['type'][] = [
  'string',
  'integer',
  'number',
  'boolean',
  'array',
];

/**
 * Checks the trigger of an operation type.
 *
 * @throws InputError when the type has no permission, or pages cannot show the form
 */
export function assertTrigger({
  type,
  permission,
  trigger,
}: Pick<AnyOperationType, 'type' | 'permission' | 'trigger'>): void {
  if (!trigger) {
    return;
  }
  if (!permission) {
    throw new InputError(
      `The operation type ${type} has a trigger, so it must have a permission`,
    );
  }
  const { properties, required = [] } = trigger.form ?? { properties: {} };
  for (const [name, field] of Object.entries(properties)) {
    if (!fieldTypes.includes(field.type)) {
      throw new InputError(
        `trigger.form.properties.${name}.type of the operation type ${type} must be one of ${fieldTypes.join(
          ', ',
        )}`,
      );
    }
  }
  const unknown = required.find(name => !Object.hasOwn(properties, name));
  if (unknown !== undefined) {
    throw new InputError(
      `trigger.form.required of the operation type ${type} has "${unknown}", which is not one of its properties`,
    );
  }
}
