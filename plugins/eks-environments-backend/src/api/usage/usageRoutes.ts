import type { ApiRouter, RouteOptions } from '../http/types';

export function addUsageRoutes(
  router: ApiRouter,
  { services, callOf }: RouteOptions,
): void {
  router.get('/v1/usage', async (request, response) => {
    response.json(
      await services.usage.get(request.query, await callOf(request)),
    );
  });
}
