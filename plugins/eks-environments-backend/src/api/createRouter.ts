import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express, {
  type ErrorRequestHandler,
  type RequestHandler,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { assertIdempotencyKey } from '../idempotency/IdempotencyKeys';
import { isNestedTooDeep } from '../requests/nesting';
import { createOpenApiRouter } from '../schema/openapi';
import type { WriteCall } from './calls';
import type { Services } from './createServices';
import { answerErrors } from './http/answerErrors';
import { addBlueprintRoutes } from './blueprints/blueprintRoutes';
import { addBreakerRoutes } from './engine/breakerRoutes';
import { addEnvironmentRoutes } from './environments/environmentRoutes';
import { addFleetRoutes } from './fleet/fleetRoutes';
import { addLogRoutes } from './logs/logRoutes';
import { addPauseRoutes } from './engine/pauseRoutes';
import { addQuotaRoutes } from './quotas/quotaRoutes';
import { addOperationRoutes } from './operations/operationRoutes';
import { refuseInfiniteNumbers } from './http/infiniteNumbers';
import { addRequestRoutes } from './requests/requestRoutes';
import { addUsageRoutes } from './usage/usageRoutes';
import type { StreamPlaces } from './logs/StreamPlaces';
import { refuseUnstorableText } from './http/storableText';
import type { ApiRequest, RouteTools } from './http/types';

/** The parser's own error would repeat the whole body. */
const refuseMalformedJson: ErrorRequestHandler = (
  error,
  _request,
  _response,
  next,
) => {
  next(
    error.type === 'entity.parse.failed'
      ? new InputError(`The body is not JSON: ${error.message}`)
      : error,
  );
};

const refuseDeepJson: RequestHandler = (request, _response, next) => {
  next(
    isNestedTooDeep(request.body)
      ? new InputError('The body is nested too deeply')
      : undefined,
  );
};

/**
 * Creates the REST API: its routes parse requests, call a service, and answer.
 *
 * @remarks
 *
 * Input is validated against the OpenAPI document before a route sees it, in size (100 kB) and in shape.
 */
export async function createRouter(options: {
  services: Services;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  streams: StreamPlaces;
  logger: LoggerService;
}): Promise<Router> {
  const { services, httpAuth, auditor, streams, logger } = options;
  const callOf = async (request: ApiRequest): Promise<WriteCall> => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    idempotencyKey: idempotencyKeyOf(request),
  });
  const tools: RouteTools = { auditor, callOf };
  const api = await createOpenApiRouter();
  api.use(refuseInfiniteNumbers);
  addBlueprintRoutes(api, services.blueprints, tools);
  addRequestRoutes(api, services.requests, tools);
  addEnvironmentRoutes(api, services.environments, tools);
  addOperationRoutes(api, services.operations, tools);
  addLogRoutes(api, services.logs, { ...tools, streams });
  addQuotaRoutes(api, services.quotas, tools);
  addUsageRoutes(api, services.usage, tools);
  addFleetRoutes(api, services.fleet, tools);
  addPauseRoutes(api, services.engine, tools);
  addBreakerRoutes(api, services.engine, tools);

  // The generated router answers 400 to every error before its routes; with the body parsed here, one that is too large gets 413.
  const router = PromiseRouter();
  router.use(
    express.json(),
    refuseMalformedJson,
    refuseDeepJson,
    refuseUnstorableText,
  );
  router.use(api);
  router.use(answerErrors(logger));
  return router;
}

function idempotencyKeyOf(request: ApiRequest): string | undefined {
  const key = request.header('Idempotency-Key');
  assertIdempotencyKey(key);
  return key;
}
