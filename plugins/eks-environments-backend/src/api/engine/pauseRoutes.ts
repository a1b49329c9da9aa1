import { audited } from '../http/audited';
import type { ApiRouter, RouteOptions } from '../http/types';

export function addPauseRoutes(
  router: ApiRouter,
  { services, auditor, callOf }: RouteOptions,
): void {
  router.get('/v1/fleet/pauses', async (request, response) => {
    response.json(await services.engine.listPauses(await callOf(request)));
  });

  router.post('/v1/fleet/pauses', async (request, response) => {
    const { lane, account } = request.body;
    const paused = await audited(
      auditor,
      { eventId: 'engine-pause', request, meta: { lane, account } },
      async () => services.engine.pause(request.body, await callOf(request)),
    );
    response.status(201).json(paused);
  });

  router.delete('/v1/fleet/pauses/:id', async (request, response) => {
    const { id } = request.params;
    await audited(
      auditor,
      { eventId: 'engine-resume', request, meta: { id } },
      async () => services.engine.resume(id, await callOf(request)),
    );
    response.status(204).send();
  });

  router.get('/v1/fleet/due-deletions', async (request, response) => {
    response.json(
      await services.engine.listDueDeletions(
        request.query,
        await callOf(request),
      ),
    );
  });
}
