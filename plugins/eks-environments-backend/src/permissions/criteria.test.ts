import { TestDatabases } from '@backstage/backend-test-utils';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { insertApprovalStep } from '../__testUtils__/insertApprovalStep';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { migrate } from '../database';
import {
  applyCriteria,
  type Criteria,
  NOTHING,
  propertyColumns,
} from './criteria';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const owner = (...values: string[]) => ({ property: 'owner', values } as const);
const requester = (...values: string[]) =>
  ({ property: 'requester', values } as const);
const approver = (...values: string[]) =>
  ({ property: 'approver', values } as const);

describe('applyCriteria', () => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    await knex('blueprints').insert(
      ['sandbox', 'team'].map(name => ({
        name,
        version: 1,
        digest: 'x',
        document: '{}',
        loaded_at: '',
      })),
    );
    const b = await insertEnvironment(knex, {
      name: 'b',
      owner: 'o2',
      requester: 'r1',
    });
    await insertEnvironment(knex, { name: 'a', owner: 'o1', requester: 'r1' });
    await insertEnvironment(knex, {
      name: 'c',
      owner: 'o2',
      requester: 'r2',
      blueprint_name: 'team',
    });
    await insertApprovalStep(knex, {
      request_id: b.request_id,
      approvers: ['ari', 'abel'],
    });
  });

  it.each<[string, Criteria<EnvironmentFilter>, string[]]>([
    ['one property', owner('o2'), ['b', 'c']],
    ['several values', owner('o1', 'o2'), ['a', 'b', 'c']],
    ['no value', owner(), []],
    ['the approver, once for each', approver('ari', 'abel'), ['b']],
    ['the blueprint', { property: 'blueprint', values: ['team'] }, ['c']],
    ['any', { anyOf: [owner('o1'), requester('r2')] }, ['a', 'c']],
    ['all', { allOf: [owner('o2'), requester('r1')] }, ['b']],
    ['not', { not: owner('o2') }, ['a']],
    ['not any', { not: { anyOf: [owner('o1'), approver('ari')] } }, ['c']],
    ['any of nothing', NOTHING, []],
    [
      'any beside other filters',
      {
        anyOf: [
          { allOf: [owner('o2'), { not: requester('r1') }] },
          owner('o1'),
        ],
      },
      ['a', 'c'],
    ],
  ])('restricts to %s', async (_, criteria, names) => {
    const query = knex('environments').whereNot('name', 'x').orderBy('name');
    applyCriteria(query, criteria, propertyColumns('environments'));
    expect(await query.pluck('name')).toEqual(names);
  });
});
