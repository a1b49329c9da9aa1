import { InputError } from '@backstage/errors';
import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';
import { Registry } from '../util/Registry';
import { builtInDimensions } from './dimensions';

/** At most as long as the column of the ledger. */
const ID = /^[a-z][a-zA-Z0-9]{0,31}$/;

/** The quota dimensions of this portal, in the order of the pages. */
export class QuotaDimensionRegistry extends Registry<QuotaDimension> {
  constructor(dimensions: readonly QuotaDimension[] = builtInDimensions) {
    super({
      kind: 'a quota dimension',
      idOf: ({ id }) => id,
      assertValid: assertId,
      entries: dimensions,
    });
  }
}

function assertId({ id }: QuotaDimension): void {
  if (!ID.test(id)) {
    throw new InputError(
      `The id of a quota dimension must be 1 to 32 letters and digits and begin with a lower-case letter, not "${id}"`,
    );
  }
}
