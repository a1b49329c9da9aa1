import { InputError } from '@backstage/errors';
import type { ConfigSection } from 'backstage-plugin-eks-environments-node';
import { Registry } from '../util/Registry';

const ID = /^[a-z][a-z0-9-]{0,31}$/;
const KEY = /^[a-zA-Z]\w*(\[\])*(\.([a-zA-Z]\w*|\*)(\[\])*)*$/;

/** The sections of the configuration that belong to modules. */
export class ConfigSections extends Registry<ConfigSection> {
  constructor() {
    super({
      kind: 'a configuration section',
      idOf: ({ id }) => id,
      assertValid,
    });
  }
}

function assertValid({ id, keys }: ConfigSection): void {
  if (!ID.test(id)) {
    throw new InputError(
      `The id of a configuration section must be 1 to 32 lower-case letters, digits and hyphens and begin with a letter, not "${id}"`,
    );
  }
  if (keys.length === 0) {
    throw new InputError(
      `The configuration section ${id} must have at least one key`,
    );
  }
  const malformed = keys.find(key => !KEY.test(key));
  if (malformed !== undefined) {
    throw new InputError(
      `A key of the configuration section ${id} must be a path such as cluster.name, teams[].name or prices.*, not "${malformed}"`,
    );
  }
}
