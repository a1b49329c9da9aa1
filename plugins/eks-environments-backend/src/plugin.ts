import { createEksEnvironmentsPlugin } from './createEksEnvironmentsPlugin';
import { startEngine } from './startEngine';
import { startFleet } from './startFleet';
import { startService } from './startService';

/**
 * EKS clusters on a lease: requests, quotas, approvals, leases and the engine that runs eksctl.
 *
 * @public
 */
export const eksEnvironmentsPlugin = createEksEnvironmentsPlugin(
  async services => {
    const parts = await startService(services);
    await startEngine(services, parts);
    await startFleet(services, parts);
  },
);
