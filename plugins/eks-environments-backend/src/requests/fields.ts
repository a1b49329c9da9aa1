import { InputError } from '@backstage/errors';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';

/** @throws InputError when an input has a field that its type does not have */
export function assertFields(
  input: RequestInput,
  fields: readonly string[],
): void {
  const unknown = Object.keys(input).find(field => !fields.includes(field));
  if (unknown !== undefined) {
    throw new InputError(
      `${unknown} is not a field of a request of the type ${input.type}; remove it`,
    );
  }
}
