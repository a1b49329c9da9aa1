import { ConflictError, InputError } from '@backstage/errors';
import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';
import { builtInDimensions } from './dimensions';

/** At most as long as the column of the ledger. */
const ID = /^[a-z][a-zA-Z0-9]{0,31}$/;

/** The quota dimensions of this portal: the built-in ones and those that modules add. */
export class QuotaDimensionRegistry {
  readonly #dimensions = new Map<string, QuotaDimension>();

  constructor(dimensions: readonly QuotaDimension[] = builtInDimensions) {
    dimensions.forEach(dimension => this.add(dimension));
  }

  /** In the order of registration, which is the order on pages. */
  get all(): QuotaDimension[] {
    return [...this.#dimensions.values()];
  }

  /**
   * @throws ConflictError when the id is taken
   * @throws InputError when the id is malformed
   */
  add(dimension: QuotaDimension): void {
    const { id } = dimension;
    if (!ID.test(id)) {
      throw new InputError(
        `The id of a quota dimension must be 1 to 32 letters and digits and begin with a lower-case letter, not "${id}"`,
      );
    }
    if (this.#dimensions.has(id)) {
      throw new ConflictError(`There is already a quota dimension ${id}`);
    }
    this.#dimensions.set(id, dimension);
  }

  /**
   * @param field - what names the dimension, for the error
   * @throws InputError naming the dimensions that exist
   */
  get(id: string, field: string): QuotaDimension {
    const dimension = this.#dimensions.get(id);
    if (!dimension) {
      throw new InputError(
        `${field} must be one of ${[...this.#dimensions.keys()].join(
          ', ',
        )}, not "${id}"`,
      );
    }
    return dimension;
  }
}
