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
    '/v1/fleet/breakers/:provisioner/:account/:region/close',
    async (request, response) => {
      const { provisioner, account, region } = request.params;
      const scope = { provisioner, account, region };
      await audited(
        auditor,
        { eventId: 'breaker-close', request, meta: scope },
        async () => engine.closeBreaker(scope, await callOf(request)),
      );
      response.status(204).send();
    },
  );
}
