import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { createOpenApiRouter } from '../../schema/openapi';
import type { WriteCall } from '../calls';

/** The router that is typed and validates by the OpenAPI document. */
export type ApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/** A request to any route. */
export type ApiRequest = Parameters<HttpAuthService['credentials']>[0];

/** What all routes need besides their service. */
export interface RouteTools {
  auditor: AuditorService;
  /** The caller and the idempotency key. */
  callOf: (request: ApiRequest) => Promise<WriteCall>;
}
