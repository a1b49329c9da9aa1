import { TestDatabases } from '@backstage/backend-test-utils';
import type { Request, Response } from 'express';
import { startTestService } from '../../__testUtils__/startTestService';
import { migrate } from '../../database';
import { refuseUnstorableText } from './storableText';

jest.setTimeout(120_000);

describe('a body with much below a long key', () => {
  it('is walked without writing out each path', () => {
    const body = { ['k'.repeat(50_000)]: Array(24_000).fill(0) };
    const next = jest.fn();
    const begun = process.cpuUsage();
    refuseUnstorableText(
      { url: '/v1/plans', body } as Request,
      {} as Response,
      next,
    );
    expect(next).toHaveBeenCalledWith(undefined);
    // Formatting them would take hundreds of milliseconds.
    expect(process.cpuUsage(begun).user).toBeLessThan(150_000);
  });
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('NUL on %s', databaseId => {
  it('is refused as bad input wherever it comes, with the field', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const api = await startTestService(knex);
    const input = {
      type: 'create',
      blueprint: 'sandbox',
      name: 'shop',
      owner: 'group:default/team-shop',
      values: {},
    };
    const answers = await Promise.all([
      api.get('dana', '/environments?text=%00'),
      api.get('dana', '/environments/%00'),
      api.post('dana', '/plans', { ...input, blueprint: 'a\0' }),
      api.post('dana', '/requests', { ...input, name: 'shop\0' }),
      api.post('dana', '/requests', { ...input, values: { nodes: ['\0'] } }),
    ]);
    expect(
      answers.map(({ status, body }) => `${status} ${body.error.message}`),
    ).toEqual([
      '400 the address: must not hold NUL characters',
      '400 the address: must not hold NUL characters',
      '400 blueprint: must not hold NUL characters',
      '400 name: must not hold NUL characters',
      '400 values.nodes.0: must not hold NUL characters',
    ]);
  });
});
