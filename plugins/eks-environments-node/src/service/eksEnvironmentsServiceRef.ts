import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultEksEnvironmentsService } from './DefaultEksEnvironmentsService';
import type { EksEnvironmentsService } from './types';

/**
 * The service of EKS Environments for other backend plugins and modules; it needs no installation of its own.
 *
 * @public
 */
export const eksEnvironmentsServiceRef =
  createServiceRef<EksEnvironmentsService>({
    id: 'eks-environments.service',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: ({ auth, discovery }) =>
          new DefaultEksEnvironmentsService({ auth, discovery }),
      }),
  });
