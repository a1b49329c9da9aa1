import type { Environment } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { ALL } from '../../src/permissions';
import type { Caller } from '../../src/access/callers';
import type { EnvironmentReader } from '../../src/api/environments/EnvironmentReader';
import { type Comparison, medianMs } from './measure';
import { readerOn } from './readerOn';

/*
 * A page of the list: ours is filtered, sorted and cut in the database; a catalog table loads all of it into the browser and does so there.
 */

const caller: Caller = { kind: 'service', subject: 'bench' };
const query = {
  owner: 'group:default/team-7',
  orderBy: 'name,asc',
  limit: 20,
};
const LARGEST_PAGE = 200;

export async function compareEnvironmentList(
  knex: Knex,
  count: number,
): Promise<Comparison[]> {
  const reader = readerOn(knex);
  let ourBytes = 0;
  const ours = await medianMs(5, async () => {
    const first = await reader.list(query, { caller, visible: ALL });
    const second = await reader.list(
      { cursor: first.pageInfo.nextCursor, limit: query.limit },
      { caller, visible: ALL },
    );
    ourBytes = JSON.stringify(second).length;
  });
  let theirBytes = 0;
  const theirs = await medianMs(1, async () => {
    const body = JSON.stringify(await readAll(reader));
    theirBytes = body.length;
    return (JSON.parse(body) as Environment[])
      .filter(({ owner }) => owner === query.owner)
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(query.limit, 2 * query.limit);
  });
  const what = `The second page of ${count.toLocaleString('en')} environments`;
  const otherwise = 'load all, filter in the browser';
  return [
    { what, unit: 'ms', ours, otherwise, theirs },
    {
      what,
      unit: 'kB to the browser',
      ours: ourBytes / 1_000,
      otherwise,
      theirs: theirBytes / 1_000,
    },
  ];
}

async function readAll(reader: EnvironmentReader): Promise<Environment[]> {
  const all: Environment[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(
      { limit: LARGEST_PAGE, ...(cursor && { cursor }) },
      { caller, visible: ALL },
    );
    all.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return all;
}
