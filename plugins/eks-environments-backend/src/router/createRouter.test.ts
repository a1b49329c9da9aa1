import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import type { EnvironmentsService } from '../service/types';
import { createRouter } from './createRouter';

describe('createRouter', () => {
  const nodeEnvironment = process.env.NODE_ENV;

  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: nodeEnvironment });
  });

  async function appFailingWith(error: Error) {
    const service: Partial<EnvironmentsService> = {
      getEnvironment: async () => {
        throw error;
      },
    };
    const router = await createRouter({
      service: service as EnvironmentsService,
      httpAuth: mockServices.httpAuth({
        defaultCredentials: mockCredentials.user(),
      }),
      auditor: mockServices.auditor.mock(),
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    });
    return express().use(router);
  }

  it.each([
    ['development', new NotFoundError('No environment e1'), 404],
    ['development', new TypeError('a defect'), 500],
    ['production', new TypeError('a defect'), 500],
  ])('shows no stack trace in %s mode', async (mode, error, status) => {
    Object.assign(process.env, { NODE_ENV: mode });
    const app = await appFailingWith(error);

    const response = await request(app).get('/v1/environments/e1');

    expect(response.status).toBe(status);
    expect(response.body.error).toMatchObject({ message: error.message });
    expect(response.text).not.toContain('createRouter.test');
    expect(response.body.error).not.toHaveProperty('stack');
  });
});
