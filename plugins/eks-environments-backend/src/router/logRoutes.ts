import { streamUpdates } from './eventStream';
import type { ApiRouter, RouteOptions } from './types';

export function addLogRoutes(
  router: ApiRouter,
  { service, callOf }: RouteOptions,
): void {
  router.get(
    '/v1/environments/:id/operations/:operationId/log',
    async (request, response) => {
      const { id: environmentId, operationId } = request.params;
      response.json(
        await service.getOperationLog(
          { environmentId, operationId },
          request.query,
          await callOf(request),
        ),
      );
    },
  );

  router.get(
    '/v1/environments/:id/operations/:operationId/log/stream',
    async (request, response) => {
      const { id: environmentId, operationId } = request.params;
      const call = await callOf(request);
      await streamUpdates(response, {
        until: call.credentials.expiresAt,
        follow: signal =>
          service.followOperationLog(
            { environmentId, operationId },
            { after: request.query.after ?? 0, signal },
            call,
          ),
      });
    },
  );
}
