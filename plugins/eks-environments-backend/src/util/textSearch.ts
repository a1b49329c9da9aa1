import type { Knex } from 'knex';

/** Restricts a query to rows of which one column holds the text, whatever its case. */
export function whereText(
  query: Knex.QueryBuilder,
  columns: string[],
  text: string,
): void {
  const pattern = `%${text
    .toLocaleLowerCase('en')
    .replace(/[\\%_]/g, '\\$&')}%`;
  query.where(any => {
    for (const column of columns) {
      any.orWhereRaw(`lower(??) like ? escape '\\'`, [column, pattern]);
    }
  });
}
