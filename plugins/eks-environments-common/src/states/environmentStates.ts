import type { EnvironmentState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * What may become of an environment.
 *
 * @remarks
 *
 * `Deprovisioned` is reached only when a sweep of the account found nothing left, or when nothing was ever built.
 * `Quarantined` holds leftovers that could not be removed; a later sweep may still clear them. The lease is a state machine
 * of its own, see {@link leasePhases}.
 *
 * @public
 */
export const environmentStates: StateTable<EnvironmentState> = {
  Queued: ['Provisioning', 'Deprovisioned'],
  Provisioning: ['Ready', 'ProvisioningFailed', 'Deprovisioning'],
  ProvisioningFailed: ['Queued', 'Deprovisioning'],
  Ready: ['Deprovisioning'],
  Deprovisioning: ['Deprovisioned', 'DeprovisioningFailed', 'Quarantined'],
  DeprovisioningFailed: ['Deprovisioning'],
  Quarantined: ['Deprovisioning', 'Deprovisioned'],
  Deprovisioned: [],
};
