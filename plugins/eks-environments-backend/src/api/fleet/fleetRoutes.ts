import { audited } from '../http/audited';
import type { ApiRouter, RouteOptions } from '../http/types';

export function addFleetRoutes(
  router: ApiRouter,
  { service, auditor, callOf }: RouteOptions,
): void {
  router.get('/v1/fleet', async (request, response) => {
    response.json(await service.getFleet(await callOf(request)));
  });

  router.post('/v1/fleet/looks', async (request, response) => {
    response.status(202).json(await service.lookAtFleet(await callOf(request)));
  });

  router.post('/v1/fleet/findings/:id/ignore', async (request, response) => {
    const { id } = request.params;
    const { reason } = request.body;
    const ignored = await audited(
      auditor,
      { eventId: 'finding-ignore', request, meta: { id, reason } },
      async () =>
        service.ignoreFinding(id, request.body, await callOf(request)),
    );
    response.json(ignored);
  });

  router.post('/v1/fleet/findings/:id/reopen', async (request, response) => {
    const { id } = request.params;
    const reopened = await audited(
      auditor,
      { eventId: 'finding-reopen', request, meta: { id } },
      async () => service.reopenFinding(id, await callOf(request)),
    );
    response.json(reopened);
  });

  router.post('/v1/fleet/findings/:id/deletion', async (request, response) => {
    const { id } = request.params;
    const deleted = await audited(
      auditor,
      { eventId: 'finding-delete', request, meta: { id } },
      async () =>
        service.deleteFinding(id, request.body ?? {}, await callOf(request)),
    );
    response.status(202).json(deleted);
  });

  router.post('/v1/fleet/imports', async (request, response) => {
    const { account, region, clusterName, owner } = request.body;
    const imported = await audited(
      auditor,
      {
        eventId: 'cluster-import',
        request,
        meta: { account, region, clusterName, owner },
      },
      async () => service.importCluster(request.body, await callOf(request)),
    );
    response.status(201).json(imported);
  });
}
