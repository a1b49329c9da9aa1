import { audited } from '../http/audited';
import type { ApiRouter, RouteOptions } from '../http/types';

export function addQuotaRoutes(
  router: ApiRouter,
  { services, auditor, callOf }: RouteOptions,
): void {
  router.get('/v1/quotas', async (request, response) => {
    response.json(
      await services.quotas.list(request.query, await callOf(request)),
    );
  });

  router.put('/v1/quotas', async (request, response) => {
    const { scope, dimension, limit } = request.body;
    const changed = await audited(
      auditor,
      {
        eventId: 'quota-limit-set',
        request,
        meta: { scope, dimension, limit },
      },
      async () => services.quotas.setLimit(request.body, await callOf(request)),
    );
    response.json(changed);
  });
}
