import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedBlueprintService } from './AuthorizedBlueprintService';

export function addBlueprintRoutes(
  router: ApiRouter,
  blueprints: AuthorizedBlueprintService,
  { callOf }: RouteTools,
): void {
  router.get('/v1/blueprints', async (request, response) => {
    response.json(await blueprints.list(await callOf(request)));
  });

  router.get('/v1/blueprints/:name', async (request, response) => {
    const { name } = request.params;
    const { version } = request.query;
    response.json(
      await blueprints.get({ name, version }, await callOf(request)),
    );
  });
}
