import type { Knex } from 'knex';

/** How a database runs a query, in its own words; in those of SQLite with what each step is part of. */
export async function planOf(knex: Knex, query: string): Promise<string> {
  if (knex.client.config.client === 'pg') {
    await knex.raw('analyze');
    const { rows }: { rows: Record<string, string>[] } = await knex.raw(
      `explain analyze ${query}`,
    );
    return rows.map(row => row['QUERY PLAN']).join('\n');
  }
  const steps: { id: number; parent: number; detail: string }[] =
    await knex.raw(`explain query plan ${query}`);
  const partOf = (step: { parent: number; detail: string }): string => {
    const parent = steps.find(({ id }) => id === step.parent);
    // A correlated subquery runs once per row. SQLite does not count the runs, so any large number stands for them.
    const loops = step.detail.startsWith('CORRELATED') ? ' loops=999' : '';
    return `${step.detail}${loops}${parent ? ` < ${partOf(parent)}` : ''}`;
  };
  return steps.map(partOf).join('\n');
}

/** Of all steps of a plan of PostgreSQL, the most rows that one has read, over all its loops. */
export function mostRowsOf(plan: string): number {
  const steps = [
    ...plan.matchAll(/actual time=\S+ rows=([\d.]+) loops=(\d+)/g),
  ];
  return Math.max(
    ...steps.map(([, rows, loops]) => Number(rows) * Number(loops)),
  );
}
