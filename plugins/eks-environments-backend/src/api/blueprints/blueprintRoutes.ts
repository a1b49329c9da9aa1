import type { ApiRouter, RouteOptions } from '../http/types';

export function addBlueprintRoutes(
  router: ApiRouter,
  { services, callOf }: RouteOptions,
): void {
  router.get('/v1/blueprints', async (request, response) => {
    response.json(await services.blueprints.list(await callOf(request)));
  });

  router.get('/v1/blueprints/:name', async (request, response) => {
    const { name } = request.params;
    const { version } = request.query;
    response.json(
      await services.blueprints.get({ name, version }, await callOf(request)),
    );
  });
}
