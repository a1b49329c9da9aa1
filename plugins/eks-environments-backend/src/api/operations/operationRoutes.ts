import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedOperationQueueService } from './AuthorizedOperationQueueService';

export function addOperationRoutes(
  router: ApiRouter,
  operations: AuthorizedOperationQueueService,
  { auditor, callOf }: RouteTools,
): void {
  router.post('/v1/environments/:id/operations', async (request, response) => {
    const { id } = request.params;
    const { type } = request.body;
    const started = await audited(
      auditor,
      { eventId: 'operation-queue', request, meta: { id, type } },
      async () => operations.start(id, request.body, await callOf(request)),
    );
    response.status(202).json(started);
  });
}
