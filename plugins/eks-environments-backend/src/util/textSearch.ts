import type { Knex } from 'knex';

/** Restricts a query to rows in which one of the columns contains the text, ignoring case. */
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
