import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedEngineService } from './AuthorizedEngineService';

export function addPauseRoutes(
  router: ApiRouter,
  engine: AuthorizedEngineService,
  { auditor, callOf }: RouteTools,
): void {
  router.get('/v1/fleet/pauses', async (request, response) => {
    response.json(await engine.listPauses(await callOf(request)));
  });

  router.post('/v1/fleet/pauses', async (request, response) => {
    const { lane, account } = request.body;
    const paused = await audited(
      auditor,
      { eventId: 'engine-pause', request, meta: { lane, account } },
      async () => engine.pause(request.body, await callOf(request)),
    );
    response.status(201).json(paused);
  });

  router.delete('/v1/fleet/pauses/:id', async (request, response) => {
    const { id } = request.params;
    await audited(
      auditor,
      { eventId: 'engine-resume', request, meta: { id } },
      async () => engine.resume(id, await callOf(request)),
    );
    response.status(204).send();
  });

  router.get('/v1/fleet/due-deletions', async (request, response) => {
    response.json(
      await engine.listDueDeletions(request.query, await callOf(request)),
    );
  });
}
