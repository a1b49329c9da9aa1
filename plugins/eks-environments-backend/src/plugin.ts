import { createEksEnvironmentsPlugin } from './createEksEnvironmentsPlugin';
import { createParts } from './createParts';
import { startApi } from './startApi';
import { startEngine } from './startEngine';
import { startFleet } from './startFleet';

/**
 * Kubernetes environments on a lease: requests, quotas, approvals, leases and the engine that runs operations.
 *
 * @public
 */
export const eksEnvironmentsPlugin = createEksEnvironmentsPlugin(
  async services => {
    const parts = await createParts(services);
    await startApi(services, parts);
    await startEngine(services, parts);
    await startFleet(services, parts);
  },
);
