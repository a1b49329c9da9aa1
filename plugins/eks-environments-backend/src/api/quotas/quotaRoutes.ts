import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedQuotaService } from './AuthorizedQuotaService';

export function addQuotaRoutes(
  router: ApiRouter,
  quotas: AuthorizedQuotaService,
  { auditor, callOf }: RouteTools,
): void {
  router.get('/v1/quotas', async (request, response) => {
    response.json(await quotas.list(request.query, await callOf(request)));
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
      async () => quotas.setLimit(request.body, await callOf(request)),
    );
    response.json(changed);
  });
}
