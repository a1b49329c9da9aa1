import { audited } from '../http/audited';
import type { ApiRouter, RouteOptions } from '../http/types';

export function addBreakerRoutes(
  router: ApiRouter,
  { services, auditor, callOf }: RouteOptions,
): void {
  router.get('/v1/fleet/breakers', async (request, response) => {
    response.json(await services.engine.listBreakers(await callOf(request)));
  });

  router.post(
    '/v1/fleet/breakers/:account/:region/close',
    async (request, response) => {
      const { account, region } = request.params;
      await audited(
        auditor,
        { eventId: 'breaker-close', request, meta: { account, region } },
        async () =>
          services.engine.closeBreaker(
            { account, region },
            await callOf(request),
          ),
      );
      response.status(204).send();
    },
  );
}
