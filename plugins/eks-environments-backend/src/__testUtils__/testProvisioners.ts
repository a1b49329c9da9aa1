import type { Provisioner } from 'backstage-plugin-eks-environments-node';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import {
  ProvisionerRegistry,
  type ProvisionerRegistryOptions,
} from '../provisioners';

/** Errors that a test does not expect help to explain its failure. */
const logger = {
  error: (message: string, error: unknown) => {
    process.stderr.write(`${message} ${error}\n`);
  },
};

/** Provisioners as the core gets them. */
export function testProvisioners(
  provisioners: readonly Provisioner[],
  options: Partial<ProvisionerRegistryOptions> = {},
): ProvisionerRegistry {
  return new ProvisionerRegistry(provisioners, {
    logger,
    clock: new TestClock(),
    ...options,
  });
}
