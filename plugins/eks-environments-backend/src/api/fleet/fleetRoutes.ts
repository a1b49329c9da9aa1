import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedFleetService } from './AuthorizedFleetService';

export function addFleetRoutes(
  router: ApiRouter,
  fleet: AuthorizedFleetService,
  { auditor, callOf }: RouteTools,
): void {
  router.get('/v1/fleet', async (request, response) => {
    response.json(await fleet.get(await callOf(request)));
  });

  router.post('/v1/fleet/reconciliations', async (request, response) => {
    response.status(202).json(await fleet.reconcile(await callOf(request)));
  });

  router.post('/v1/fleet/findings/:id/ignore', async (request, response) => {
    const { id } = request.params;
    const { reason } = request.body;
    const ignored = await audited(
      auditor,
      { eventId: 'finding-ignore', request, meta: { id, reason } },
      async () => fleet.ignoreFinding(id, request.body, await callOf(request)),
    );
    response.json(ignored);
  });

  router.post('/v1/fleet/findings/:id/reopen', async (request, response) => {
    const { id } = request.params;
    const reopened = await audited(
      auditor,
      { eventId: 'finding-reopen', request, meta: { id } },
      async () => fleet.reopenFinding(id, await callOf(request)),
    );
    response.json(reopened);
  });

  router.post('/v1/fleet/findings/:id/deletion', async (request, response) => {
    const { id } = request.params;
    const deleted = await audited(
      auditor,
      { eventId: 'finding-delete', request, meta: { id } },
      async () =>
        fleet.deleteFinding(id, request.body ?? {}, await callOf(request)),
    );
    response.status(202).json(deleted);
  });

  router.post('/v1/fleet/imports', async (request, response) => {
    const { account, region, provisioner, clusterName, owner } = request.body;
    const imported = await audited(
      auditor,
      {
        eventId: 'cluster-import',
        request,
        meta: { account, region, provisioner, clusterName, owner },
      },
      async () => fleet.importCluster(request.body, await callOf(request)),
    );
    response.status(201).json(imported);
  });
}
