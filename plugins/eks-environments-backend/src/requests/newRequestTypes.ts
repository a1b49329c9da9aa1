import { ConflictError } from '@backstage/errors';
import type { AnyRequestType } from 'backstage-plugin-eks-environments-node';
import { assertPermission } from '../operations/assertPermission';
import { assertIds } from '../util/assertIds';
import { Registry } from '../util/Registry';

/** The ids of the portal's own types. */
const OWN: readonly string[] = ['create', 'revise', 'extend'];

/** The request types that modules register. */
export function newRequestTypes(): Registry<AnyRequestType> {
  return new Registry({
    kind: 'a request type',
    idOf: ({ type }) => type,
    assertValid: ({ type, permission }) => {
      assertIds(`the request type ${type}`, type, []);
      if (OWN.includes(type)) {
        throw new ConflictError(`There is already a request type ${type}`);
      }
      assertPermission(`the request type ${type}`, permission);
    },
  });
}
