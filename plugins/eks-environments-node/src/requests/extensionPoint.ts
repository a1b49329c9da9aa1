import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AnyRequestType } from './RequestType';

/**
 * Where modules add request types: changes of an environment that people request and others approve.
 *
 * @public
 */
export interface EksEnvironmentsRequestsExtensionPoint {
  /**
   * Adds a request type. From then on it can be requested.
   *
   * @throws ConflictError when a type with that id exists already
   * @throws InputError when its id is not valid
   */
  addRequestType(type: AnyRequestType): void;
}

/** @public */
export const eksEnvironmentsRequestsExtensionPoint =
  createExtensionPoint<EksEnvironmentsRequestsExtensionPoint>({
    id: 'eks-environments.requests',
  });
