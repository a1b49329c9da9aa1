import type { JsonObject } from '@backstage/types';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';
import { audited } from '../http/audited';
import type { ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedRequestService } from './AuthorizedRequestService';

export function addRequestRoutes(
  router: ApiRouter,
  requests: AuthorizedRequestService,
  { auditor, callOf }: RouteTools,
): void {
  router.get('/v1/owners', async (request, response) => {
    response.json(await requests.listOwners(await callOf(request)));
  });

  router.post('/v1/plans', async (request, response) => {
    response.json(await requests.plan(request.body, await callOf(request)));
  });

  router.get('/v1/requests', async (request, response) => {
    response.json(await requests.list(request.query, await callOf(request)));
  });

  router.post('/v1/requests', async (request, response) => {
    const created = await audited(
      auditor,
      {
        eventId: 'request-create',
        request,
        meta: auditedInput(request.body),
      },
      async () => requests.create(request.body, await callOf(request)),
    );
    response.status(201).json(created);
  });

  router.get('/v1/requests/:id', async (request, response) => {
    response.json(await requests.get(request.params.id, await callOf(request)));
  });

  router.post('/v1/requests/:id/decisions', async (request, response) => {
    const { id } = request.params;
    const { decision } = request.body;
    const decided = await audited(
      auditor,
      { eventId: 'request-decide', request, meta: { id, decision } },
      async () => requests.decide(id, request.body, await callOf(request)),
    );
    response.json(decided);
  });

  router.post('/v1/requests/:id/cancel', async (request, response) => {
    const { id } = request.params;
    const cancelled = await audited(
      auditor,
      { eventId: 'request-cancel', request, meta: { id } },
      async () => requests.cancel(id, await callOf(request)),
    );
    response.json(cancelled);
  });
}

/** What the audit log records of a request: not the values, reasons and inputs that people type. */
const AUDITED = [
  'type',
  'environmentId',
  'blueprint',
  'version',
  'name',
  'owner',
  'account',
  'region',
  'lease',
];

function auditedInput(input: RequestInput): JsonObject {
  return Object.fromEntries(
    Object.entries(input).filter(([field]) => AUDITED.includes(field)),
  );
}
