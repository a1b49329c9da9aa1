import type { Knex } from 'knex';
import { testParts } from '../../src/__testUtils__/testParts';
import { systemClock } from '../../src/database';
import { Reaper } from '../../src/reaper';
import { type Comparison, medianMs } from './measure';

/*
 * A run of the reaper at many leases, none of them due. Otherwise: read all and filter. What is done for those that are due costs the
 * same either way.
 */

export async function compareReaper(
  knex: Knex,
  count: number,
): Promise<Comparison[]> {
  const reaper = new Reaper(testParts(knex, systemClock));
  const readAllAndFilter = async () => {
    const now = systemClock.now().toISO() ?? '';
    const all = await knex('leases')
      .join('environments', 'environments.id', 'leases.environment_id')
      .select('leases.*', 'environments.state');
    return all.filter(({ due_at: due }) => due !== null && due <= now);
  };
  return [
    {
      what: `A run of the reaper at ${count.toLocaleString('en')} leases`,
      unit: 'ms',
      ours: await medianMs(9, () => reaper.reapDue()),
      otherwise: 'read all and filter',
      theirs: await medianMs(9, readAllAndFilter),
    },
  ];
}
