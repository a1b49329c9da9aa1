import { compareClaims } from './claims';
import { compareEnvironmentList } from './environmentList';
import { compareLiveLog } from './liveLog';
import { type Comparison, toTable } from './measure';
import { openDatabase } from './openDatabase';
import { comparePlan, exampleConfig } from './plan';
import { compareQuotaCheck } from './quotaCheck';
import { compareReaper } from './reaper';
import { seedEnvironments } from './seed';

/*
 * What some of our ways cost, side by side with what people would do otherwise, in one run on one machine: the ratios tell something, the
 * numbers alone only of this machine.
 */

const ENVIRONMENTS = Number(process.env.BENCH_ENVIRONMENTS ?? 10_000);

async function main(): Promise<void> {
  const database = await openDatabase(process.env.BENCH_POSTGRES);
  try {
    const { knex } = database;
    const config = await exampleConfig();
    await seedEnvironments(knex, ENVIRONMENTS, await config());
    const comparisons: Comparison[] = [
      ...(await compareLiveLog(knex)),
      ...(await compareReaper(knex, ENVIRONMENTS)),
      ...(await compareClaims(knex, ENVIRONMENTS)),
      ...(await compareEnvironmentList(knex, ENVIRONMENTS)),
      ...(await compareQuotaCheck(knex)),
      ...(await comparePlan()),
    ];
    process.stdout.write(
      `${database.name}, Node ${process.version}\n\n${toTable(comparisons)}\n`,
    );
  } finally {
    await database.close();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
