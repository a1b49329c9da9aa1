import { audited } from '../http/audited';
import type { ApiRouter, RouteOptions } from '../http/types';

export function addEnvironmentRoutes(
  router: ApiRouter,
  { service, auditor, callOf }: RouteOptions,
): void {
  router.get('/v1/environments', async (request, response) => {
    response.json(
      await service.listEnvironments(request.query, await callOf(request)),
    );
  });

  router.get('/v1/environments/:id', async (request, response) => {
    response.json(
      await service.getEnvironment(request.params.id, await callOf(request)),
    );
  });

  router.get('/v1/environments/:id/events', async (request, response) => {
    response.json(
      await service.listEnvironmentEvents(
        request.params.id,
        request.query,
        await callOf(request),
      ),
    );
  });

  router.get('/v1/environments/:id/operations', async (request, response) => {
    response.json(
      await service.listOperations(request.params.id, await callOf(request)),
    );
  });

  router.get('/v1/environments/:id/stack-events', async (request, response) => {
    response.json(
      await service.listStackEvents(request.params.id, await callOf(request)),
    );
  });

  router.post('/v1/environments/:id/extensions', async (request, response) => {
    const { id } = request.params;
    const { duration } = request.body;
    const extended = await audited(
      auditor,
      { eventId: 'lease-extend', request, meta: { id, duration } },
      async () => service.extendLease(id, request.body, await callOf(request)),
    );
    response.json(extended);
  });

  router.post('/v1/environments/:id/deletion', async (request, response) => {
    const { id } = request.params;
    const deleted = await audited(
      auditor,
      { eventId: 'environment-delete', request, meta: { id } },
      async () =>
        service.deleteEnvironment(
          id,
          request.body ?? {},
          await callOf(request),
        ),
    );
    response.status(202).json(deleted);
  });

  router.post('/v1/environments/:id/retry', async (request, response) => {
    const { id } = request.params;
    const retried = await audited(
      auditor,
      { eventId: 'environment-retry', request, meta: { id } },
      async () =>
        service.retryEnvironment(id, request.body ?? {}, await callOf(request)),
    );
    response.status(202).json(retried);
  });

  router.get('/v1/environments/:id/access', async (request, response) => {
    const { id } = request.params;
    response.json(
      await service.getEnvironmentAccess(id, await callOf(request)),
    );
  });

  router.get('/v1/environments/:id/kubeconfig', async (request, response) => {
    const { id } = request.params;
    const kubeconfig = await audited(
      auditor,
      { eventId: 'kubeconfig-read', request, meta: { id } },
      async () => service.getKubeconfig(id, await callOf(request)),
    );
    response.json(kubeconfig);
  });
}
