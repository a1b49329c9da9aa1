import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedEnvironmentService } from './AuthorizedEnvironmentService';

export function addEnvironmentRoutes(
  router: ApiRouter,
  environments: AuthorizedEnvironmentService,
  { auditor, callOf }: RouteTools,
): void {
  router.get('/v1/environments', async (request, response) => {
    response.json(
      await environments.list(request.query, await callOf(request)),
    );
  });

  router.get('/v1/environments/:id', async (request, response) => {
    response.json(
      await environments.get(request.params.id, await callOf(request)),
    );
  });

  router.get('/v1/environments/:id/events', async (request, response) => {
    response.json(
      await environments.listEvents(
        request.params.id,
        request.query,
        await callOf(request),
      ),
    );
  });

  router.get('/v1/environments/:id/operations', async (request, response) => {
    response.json(
      await environments.listOperations(
        request.params.id,
        request.query,
        await callOf(request),
      ),
    );
  });

  router.get(
    '/v1/environments/:id/resource-events',
    async (request, response) => {
      response.json(
        await environments.listResourceEvents(
          request.params.id,
          await callOf(request),
        ),
      );
    },
  );

  router.post('/v1/environments/:id/extensions', async (request, response) => {
    const { id } = request.params;
    const { duration } = request.body;
    const extended = await audited(
      auditor,
      { eventId: 'lease-extend', request, meta: { id, duration } },
      async () => environments.extend(id, request.body, await callOf(request)),
    );
    response.json(extended);
  });

  router.post('/v1/environments/:id/deletion', async (request, response) => {
    const { id } = request.params;
    const deleted = await audited(
      auditor,
      { eventId: 'environment-delete', request, meta: { id } },
      async () =>
        environments.delete(id, request.body ?? {}, await callOf(request)),
    );
    response.status(202).json(deleted);
  });

  router.post('/v1/environments/:id/retry', async (request, response) => {
    const { id } = request.params;
    const retried = await audited(
      auditor,
      { eventId: 'environment-retry', request, meta: { id } },
      async () => environments.retry(id, await callOf(request)),
    );
    response.status(202).json(retried);
  });

  router.get('/v1/environments/:id/access', async (request, response) => {
    const { id } = request.params;
    response.json(await environments.getAccess(id, await callOf(request)));
  });

  router.get('/v1/environments/:id/kubeconfig', async (request, response) => {
    const { id } = request.params;
    const kubeconfig = await audited(
      auditor,
      { eventId: 'kubeconfig-read', request, meta: { id } },
      async () => environments.getKubeconfig(id, await callOf(request)),
    );
    response.json(kubeconfig);
  });
}
