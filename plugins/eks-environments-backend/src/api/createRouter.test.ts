import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConflictError, NotFoundError, ResponseError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import type { Services } from './createServices';
import { createRouter } from './createRouter';
import { StreamPlaces } from './logs/StreamPlaces';

describe('createRouter', () => {
  /** @param mode - the NODE_ENV that Express would read */
  async function appFailingWith(error: Error, mode = 'test') {
    const services = {
      environments: {
        get: async () => {
          throw error;
        },
      },
    } as unknown as Services;
    const router = await createRouter({
      services,
      httpAuth: mockServices.httpAuth({
        defaultCredentials: mockCredentials.user(),
      }),
      auditor: mockServices.auditor.mock(),
      streams: new StreamPlaces({ perPerson: 1, total: 1 }),
      logger: mockServices.logger.mock(),
    });
    return express().set('env', mode).use(router);
  }

  it.each([
    ['development', new NotFoundError('No environment e1'), 404],
    ['development', new TypeError('a defect'), 500],
    ['production', new TypeError('a defect'), 500],
  ])('shows no stack trace in %s mode', async (mode, error, status) => {
    const app = await appFailingWith(error, mode);

    const response = await request(app).get('/v1/environments/e1');

    expect(response.status).toBe(status);
    expect(response.body.error).toMatchObject({ message: error.message });
    expect(response.text).not.toContain('createRouter.test');
    expect(response.body.error).not.toHaveProperty('stack');
  });

  it.each(['development', 'production'])(
    'answers nothing that hangs on an error in %s mode',
    async mode => {
      const cause = new Error('insert into x', { cause: new Error('deeper') });
      const error = Object.assign(new ConflictError('Taken', cause), {
        body: { error: { stack: 'Error\n    at catalog.js:1' } },
      });
      const response = await request(await appFailingWith(error, mode)).get(
        '/v1/environments/e1',
      );
      expect(response.status).toBe(409);
      expect(response.body.error).toEqual({
        name: 'ConflictError',
        message: 'Taken',
      });
    },
  );

  it.each([
    [
      'SQLite',
      Object.assign(new Error('select * from `environments` - too large'), {
        code: 'SQLITE_MISMATCH',
      }),
    ],
    [
      'PostgreSQL',
      Object.assign(new Error('value out of range'), {
        code: '22003',
        severity: 'ERROR',
      }),
    ],
    ['a driver', new Error('update "leases" set "a" = $1 - broken pipe')],
  ])('answers no statement of %s', async (_, error) => {
    const response = await request(await appFailingWith(error)).get(
      '/v1/environments/e1',
    );
    expect(response.status).toBe(500);
    expect(response.body.error.message).toMatch(
      /^The database could not do this; .* under [0-9a-f-]{36}$/,
    );
  });

  it('answers 503 for what another plugin answered us', async () => {
    const error = await ResponseError.fromResponse(
      new Response(JSON.stringify({ error: { stack: 'at catalog.js' } }), {
        status: 404,
      }) as Parameters<typeof ResponseError.fromResponse>[0],
    );
    const response = await request(await appFailingWith(error)).get(
      '/v1/environments/e1',
    );
    expect(response.status).toBe(503);
    expect(response.text).not.toContain('catalog.js');
  });
});
