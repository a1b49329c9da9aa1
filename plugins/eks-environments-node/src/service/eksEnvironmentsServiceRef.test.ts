import {
  createBackendModule,
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import express from 'express';
import { eksEnvironmentsServiceRef } from './eksEnvironmentsServiceRef';
import type { EksEnvironmentsService } from './types';

interface Seen {
  method: string;
  url: string;
  idempotencyKey?: string;
  caller: unknown;
  body: unknown;
}

async function startBackends() {
  const seen: Seen[] = [];
  let service: EksEnvironmentsService | undefined;

  const api = createBackendPlugin({
    pluginId: 'eks-environments',
    register(registration) {
      registration.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = express.Router();
          router.use(express.json());
          router.use(async (request, response, next) => {
            const { principal } = await httpAuth.credentials(request);
            seen.push({
              method: request.method,
              url: request.url,
              idempotencyKey: request.header('Idempotency-Key'),
              caller: principal,
              body: request.body,
            });
            if (request.url.endsWith('/extensions')) {
              next(new InputError('duration: at most P1D'));
            } else {
              response.json({ id: 'answer' });
            }
          });
          httpRouter.use(router);
        },
      });
    },
  });
  const consumer = createBackendModule({
    pluginId: 'eks-environments',
    moduleId: 'consumer',
    register(registration) {
      registration.registerInit({
        deps: { injected: eksEnvironmentsServiceRef },
        async init({ injected }) {
          service = injected;
        },
      });
    },
  });
  await startTestBackend({ features: [api, consumer] });
  return { seen, service: service! };
}

describe('eksEnvironmentsServiceRef', () => {
  const input = {
    type: 'create' as const,
    blueprint: 'sandbox',
    name: 'shop',
    owner: 'group:default/team-shop',
    values: {},
  };

  it('calls the API on behalf of the given person, with the idempotency key', async () => {
    const { service, seen } = await startBackends();

    const request = await service.createRequest(input, {
      credentials: mockCredentials.user('user:default/dana'),
      idempotencyKey: 'key-1',
    });

    expect(request.id).toBe('answer');
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/v1/requests',
        idempotencyKey: 'key-1',
        caller: expect.objectContaining({
          type: 'user',
          userEntityRef: 'user:default/dana',
        }),
        body: input,
      },
    ]);
  });

  it('throws the error of the server', async () => {
    const { service } = await startBackends();

    await expect(
      service.extendLease(
        'e1',
        { duration: 'P9D', reason: 'release' },
        { credentials: mockCredentials.service() },
      ),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'InputError', message: 'duration: at most P1D' },
    });
  });
});
