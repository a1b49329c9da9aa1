import { InputError } from '@backstage/errors';
import type { PageInfo } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { unstorable } from './storableText';

/*
 * Keyset pagination. A cursor contains the filters, the order and the row where a page ends; the next page contains the rows after that
 * row. So every page costs the same, and rows that are added or removed in the meantime shift nothing. A cursor is not signed: each call is
 * authorized, so a forged cursor gives access to nothing that a filter could not.
 */

/** The query parameters of a list besides its filters. */
export interface PageQuery {
  /** A field and a direction, as in `name,asc`. */
  orderBy?: string;
  limit?: number;
  offset?: number;
  cursor?: string;
}

/** SQL that a list can be sorted by. None may be null. */
export interface SortField {
  expression: string;
  type: 'string' | 'number';
  /** Joins the table that the expression needs, if it is not the table of the list. */
  join?: (query: Knex.QueryBuilder) => void;
}

/** The fields that a list can be sorted by. A plain string is an SQL expression of type text. */
export type SortFields = Record<string, string | SortField>;

/** The row that a page begins after, or ends before. */
interface Position {
  value: string | number;
  id: string;
  backwards: boolean;
}

/** A query with the content of its cursor. */
export interface OpenedQuery<TQuery> {
  query: TQuery;
  position?: Position;
  /** Counted by the first page. Later pages do not count again. */
  totalItems?: number;
}

/** One page of rows. */
export interface Page<TRow> {
  rows: TRow[];
  totalItems: number;
  pageInfo: PageInfo;
}

const DEFAULT_LIMIT = 20;
const MAXIMUM_LIMIT = 200;

const MAXIMUM_CURSOR_TEXT = 255; // characters, as many as the longest column

/** A text in a cursor, which is untrusted input. */
export const cursorText = z
  .string()
  .max(MAXIMUM_CURSOR_TEXT)
  .refine(text => unstorable(text) === undefined);

const cursorSchema = z.object({
  query: z.unknown(),
  position: z.object({
    value: z.union([cursorText, z.number().finite()]),
    id: cursorText,
    backwards: z.boolean(),
  }),
  totalItems: z.number().int().nonnegative(),
});

/**
 * Reads filters and order from the cursor, if there is one.
 *
 * @param schema - of the filters and the order, because a cursor is untrusted input
 * @throws InputError when the cursor is not valid
 */
export function openQuery<TQuery extends PageQuery>(
  query: TQuery,
  schema: z.ZodType<TQuery>,
): OpenedQuery<TQuery> {
  if (query.cursor === undefined) {
    return { query };
  }
  try {
    const json = Buffer.from(query.cursor, 'base64url').toString('utf8');
    const cursor = cursorSchema.parse(JSON.parse(json));
    return {
      query: { ...schema.parse(cursor.query), limit: query.limit },
      position: cursor.position,
      totalItems: cursor.totalItems,
    };
  } catch {
    throw noCursor();
  }
}

function noCursor(): InputError {
  return new InputError(
    'cursor: must be one that the API returned; omit it to start over',
  );
}

/**
 * Reads one page.
 *
 * @remarks
 *
 * The page is selected by ids and sort values only, from an index if there is one. Only its rows are read completely and joined.
 *
 * @param table - whose rows are listed
 * @param base - the rows of all pages, filtered, not selected yet
 * @param select - adds the columns, and the tables that they are in
 * @throws InputError when the list cannot be sorted by this field
 */
export async function readPage<TRow extends { id: string }>(options: {
  knex: Knex;
  base: Knex.QueryBuilder;
  select: (query: Knex.QueryBuilder) => void;
  table: string;
  opened: OpenedQuery<PageQuery>;
  sortFields: SortFields;
  defaultOrder: string;
}): Promise<Page<TRow>> {
  const { knex, base, select, table, opened, sortFields, defaultOrder } =
    options;
  const { query, position } = opened;
  const orderBy = query.orderBy ?? defaultOrder;
  const order = parseOrder(orderBy, sortFields);
  if (position && typeof position.value !== order.type) {
    throw noCursor();
  }
  const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MAXIMUM_LIMIT);
  const backwards = position?.backwards ?? false;
  const ascending = (order.direction === 'asc') !== backwards;

  const totalItems = opened.totalItems ?? (await countRows(base));
  const inOrder = (value: string, id: string) => {
    const way = ascending ? 'asc' : 'desc';
    return `${value} ${way}, ${id} ${way}`;
  };
  const idColumn = `${table}.id`;
  const page = base
    .clone()
    .select({ id: idColumn, sort_value: knex.raw(order.expression) })
    .orderByRaw(inOrder(order.expression, idColumn))
    // One more row than requested shows whether there is another page.
    .limit(limit + 1);
  order.join?.(page);
  if (position) {
    page.whereRaw(
      `(${order.expression}, ${idColumn}) ${ascending ? '>' : '<'} (?, ?)`,
      [position.value, position.id],
    );
  } else if (query.offset) {
    page.offset(query.offset);
  }
  const rowsQuery = knex
    .from(page.as('page'))
    .join(table, idColumn, 'page.id')
    .modify(select)
    .select('page.sort_value')
    .orderByRaw(inOrder('page.sort_value', 'page.id'));

  const found: Array<TRow & { sort_value: string | number }> = await rowsQuery;
  const hasMore = found.length > limit;
  const shown = found.slice(0, limit);
  const rows = backwards ? shown.reverse() : shown;
  const { cursor, limit: _, offset, ...filters } = query;
  const cursorAt = (row: (typeof rows)[number] | undefined, back: boolean) =>
    row &&
    toCursor(
      { ...filters, orderBy },
      { value: row.sort_value, id: row.id, backwards: back },
      totalItems,
    );
  const hasNext = backwards || hasMore;
  const hasPrevious = backwards
    ? hasMore
    : position !== undefined || (offset ?? 0) > 0;
  return {
    rows,
    totalItems,
    pageInfo: {
      nextCursor: hasNext ? cursorAt(rows.at(-1), false) : undefined,
      prevCursor: hasPrevious ? cursorAt(rows.at(0), true) : undefined,
    },
  };
}

async function countRows(base: Knex.QueryBuilder): Promise<number> {
  const [{ count }] = await base.clone().count({ count: '*' });
  return Number(count);
}

function toCursor(
  query: object,
  position: Position,
  totalItems: number,
): string {
  return Buffer.from(JSON.stringify({ query, position, totalItems })).toString(
    'base64url',
  );
}

function parseOrder(
  orderBy: string,
  sortFields: SortFields,
): SortField & { direction: string } {
  const [field, direction = 'asc'] = orderBy.split(',');
  if (!Object.hasOwn(sortFields, field)) {
    throw new InputError(
      `orderBy: "${field}" must be one of ${Object.keys(sortFields).join(
        ', ',
      )}`,
    );
  }
  const sort = sortFields[field];
  return typeof sort === 'string'
    ? { expression: sort, type: 'string', direction }
    : { ...sort, direction };
}
