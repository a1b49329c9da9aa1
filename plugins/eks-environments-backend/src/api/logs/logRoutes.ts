import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@backstage/errors';
import type { WriteCall } from '../calls';
import { streamUpdates } from './eventStream';
import type { ApiRequest, ApiRouter, RouteTools } from '../http/types';
import type { AuthorizedOperationLogService } from './AuthorizedOperationLogService';
import type { StreamPlaces } from './StreamPlaces';

export function addLogRoutes(
  router: ApiRouter,
  logs: AuthorizedOperationLogService,
  { streams, callOf }: RouteTools & { streams: StreamPlaces },
): void {
  router.get(
    '/v1/environments/:id/operations/:operationId/log',
    async (request, response) => {
      const { id: environmentId, operationId } = request.params;
      response.json(
        await logs.read(
          { environmentId, operationId },
          request.query,
          await callOf(request),
        ),
      );
    },
  );

  router.get(
    '/v1/environments/:id/operations/:operationId/log/stream',
    async (request, response) => {
      const { id: environmentId, operationId } = request.params;
      const call = await callOf(request);
      await streams.during(viewerOf(call), () =>
        streamUpdates(response, {
          until: call.credentials.expiresAt,
          follow: signal =>
            logs.follow(
              { environmentId, operationId },
              { after: startOf(request, request.query), signal },
              call,
            ),
        }),
      );
    },
  );
  router.get(
    '/v1/environments/:id/operations/:operationId/log/download',
    async (request, response) => {
      const { id: environmentId, operationId } = request.params;
      const { name, text } = await logs.download(
        { environmentId, operationId },
        await callOf(request),
      );
      response.type('text/plain; charset=utf-8');
      response.attachment(name);
      response.setHeader('Cache-Control', 'no-store');
      await pipeline(Readable.from(text), response);
    },
  );
}

/** The key by which streams are counted. */
function viewerOf({ credentials }: WriteCall): string {
  const { userEntityRef, subject } = credentials.principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef?.toLocaleLowerCase('en') ?? subject ?? '';
}

/** The line after which a stream begins: an EventSource that reconnects names in a header the last one it received. */
function startOf(
  request: ApiRequest,
  { after = 0 }: { after?: number },
): number {
  const header = request.header('Last-Event-ID');
  if (header === undefined) {
    return after;
  }
  if (!/^\d{1,9}$/.test(header)) {
    throw new InputError(
      `Last-Event-ID: must be the number of a line, not "${header}"`,
    );
  }
  return Number(header);
}
