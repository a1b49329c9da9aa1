import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedEngineService } from './AuthorizedEngineService';

export function addBreakerRoutes(
  router: ApiRouter,
  engine: AuthorizedEngineService,
  { auditor, callOf }: RouteTools,
): void {
  router.get('/v1/fleet/breakers', async (request, response) => {
    response.json(await engine.listBreakers(await callOf(request)));
  });

  router.post(
    '/v1/fleet/breakers/:account/:region/close',
    async (request, response) => {
      const { account, region } = request.params;
      await audited(
        auditor,
        { eventId: 'breaker-close', request, meta: { account, region } },
        async () =>
          engine.closeBreaker({ account, region }, await callOf(request)),
      );
      response.status(204).send();
    },
  );
}
