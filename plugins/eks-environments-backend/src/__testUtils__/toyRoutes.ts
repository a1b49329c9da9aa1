import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eksEnvironmentsOperationsExtensionPoint } from 'backstage-plugin-eks-environments-node';
import express from 'express';
import Router from 'express-promise-router';

/** Adds a route that restarts one node group, such as for a tool that watches nodes. */
export const nodeRestartsModule = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'node-restarts',
  register(module) {
    module.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        operations: eksEnvironmentsOperationsExtensionPoint,
      },
      async init({ httpAuth, httpRouter, operations }) {
        const queue = operations.getQueue();
        const router = Router();
        router.post(
          '/node-restarts/:environmentId',
          express.json(),
          async (request, response) => {
            const outcome = await queue.queue(
              {
                environmentId: request.params.environmentId,
                type: 'restart-nodes',
                input: request.body,
                idempotencyKey: request.header('Idempotency-Key'),
              },
              { credentials: await httpAuth.credentials(request) },
            );
            response
              .status(outcome.kind === 'queued' ? 202 : 409)
              .json(outcome);
          },
        );
        httpRouter.use(router);
      },
    });
  },
});
