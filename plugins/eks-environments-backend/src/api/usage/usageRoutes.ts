import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedUsageService } from './AuthorizedUsageService';

export function addUsageRoutes(
  router: ApiRouter,
  usage: AuthorizedUsageService,
  { callOf }: RouteTools,
): void {
  router.get('/v1/usage', async (request, response) => {
    response.json(await usage.get(request.query, await callOf(request)));
  });
}
