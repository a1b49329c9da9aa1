import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { copyEnvironments } from '../__testUtils__/copyEnvironments';
import { rowsRead } from '../__testUtils__/rowsRead';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { migrate, toColumn } from '../database';
import { ALL } from '../permissions';
import { QueueEstimate } from '../engine/QueueEstimate';
import {
  amountsOf,
  DatabaseQuotaLedger,
  QuotaDimensionRegistry,
  QuotaReader,
} from '../quotas';
import { UsageReader } from './usage/UsageReader';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const FEW = 100;
const MANY = 10_000;
const teams = ['group:default/team-shop', 'group:default/team-search'];
const requester = 'user:default/dana';
const dimensions = new QuotaDimensionRegistry();
const shape = {
  largest: { nodes: 3, vcpu: 6, memoryGib: 12 },
  unknownSize: [],
  hourlyCost: 250_000,
  unpriced: [],
};

describe.each(databases.eachSupportedId())('the rows read on %s', id => {
  it('are as many at 10,000 environments as at 100', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = new TestClock();
    const { commands } = testParts(knex, clock);
    const limits = { environments: 1, nodes: 1e6, vcpu: 1e6 };
    const config = {
      defaults: { user: limits, group: limits, everyone: limits },
      overrides: new Map(),
    };
    for (const owner of teams) {
      const { environmentId } = await seedEnvironment(knex, commands, {
        owner,
      });
      const amounts = amountsOf(dimensions.all, shape, { requester, owner });
      await knex('quota_reservations').insert(
        amounts.map(amount => ({
          ...amount,
          holder_kind: 'environment',
          holder_id: environmentId,
          reserved_at: toColumn(clock.now()),
        })),
      );
    }
    await copyEnvironments(knex, FEW - teams.length);
    await recount(knex);
    const reads = readsOf(knex, clock, config);
    const few = await countEach(knex, reads);
    await copyEnvironments(knex, MANY - FEW);
    await recount(knex);
    clock.advance({ minutes: 1 });
    const many = await countEach(knex, reads);
    expect(many.usage).toBe(few.usage);
    expect(many.quotas).toBe(few.quotas);
    expect(many.ofEveryone).toBe(few.ofEveryone);
    expect(many.refusals).toBe(few.refusals);
    // Only the front of the queue is read, however long it is.
    expect(many.queue).toBeLessThan(600);
  });
});

/** What pages and requests read, by name. */
function readsOf(
  knex: Knex,
  clock: TestClock,
  config: ConstructorParameters<typeof QuotaReader>[0]['config'],
) {
  const usage = new UsageReader({ knex, clock });
  const quotas = new QuotaReader({ knex, config, dimensions });
  const ledger = new DatabaseQuotaLedger({ config, dimensions });
  const queue = new QueueEstimate({
    ...testParts(knex, clock),
    limits: { concurrency: 4, perRegionOf: {} },
    usualSeconds: async () => 600,
  });
  return {
    usage: () =>
      usage.read(
        { scope: 'all' },
        {
          caller: { kind: 'service', subject: 'test' },
          visibleEnvironments: ALL,
          visibleRequests: ALL,
        },
      ),
    quotas: () => quotas.list(undefined, {}, { editable: true, visible: ALL }),
    ofEveryone: () =>
      quotas.list(['everyone'], {}, { editable: true, visible: ALL }),
    refusals: async () => {
      const owner = teams[0];
      const { refusals } = await ledger.forecast(
        knex,
        amountsOf(dimensions.all, shape, { requester, owner }),
      );
      expect(refusals).toHaveLength(3);
    },
    queue: async () => {
      const [last] = await knex('operations').orderBy('id', 'desc').limit(1);
      const positions = await queue.positionsOf([last.id]);
      const [{ count }] = await knex('operations').count({ count: '*' });
      expect(positions.get(last.id)).toMatchObject({ place: Number(count) });
    },
  };
}

async function countEach(
  knex: Knex,
  reads: ReturnType<typeof readsOf>,
): Promise<Record<keyof typeof reads, number>> {
  const rows = { usage: 0, quotas: 0, ofEveryone: 0, refusals: 0, queue: 0 };
  for (const name of Object.keys(rows) as (keyof typeof rows)[]) {
    rows[name] = await rowsRead(knex, reads[name]);
  }
  return rows;
}

/** Sets the balances to the sums of the reservations, as the ledger maintains them. */
async function recount(knex: Knex): Promise<void> {
  await knex('quota_balances').delete();
  await knex('quota_balances').insert(
    knex('quota_reservations')
      .whereNull('released_at')
      .groupBy('scope', 'dimension')
      .select('scope', 'dimension', knex.raw('sum(amount) as amount')),
  );
}
