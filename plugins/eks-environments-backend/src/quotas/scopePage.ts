import type { Knex } from 'knex';
import { whereText } from '../util/textSearch';
import { EVERYONE } from './scopes';

/** Which scopes of a list are shown. */
export interface ScopePage {
  /** Part of their names. */
  text?: string;
  limit?: number;
  offset?: number;
}

const DEFAULT_LIMIT = 20;

/**
 * The scopes of one page, the scope of everyone first and the others by name, and how many there are.
 *
 * @param named - scopes that are always listed
 * @param withKnown - whether scopes that hold something, or have a limit that people set, are also listed
 */
export async function readScopePage(
  knex: Knex,
  { text, limit = DEFAULT_LIMIT, offset = 0 }: ScopePage,
  { named, withKnown }: { named: string[]; withKnown: boolean },
): Promise<{ shown: string[]; total: number }> {
  if (named.length === 0 && !withKnown) {
    return { shown: [], total: 0 };
  }
  const scopes = knex.from('scopes').with(
    'scopes',
    ['scope'],
    knex
      .select('column1')
      .from(
        knex.raw(
          `(values ${named.map(() => '(?)').join(', ')}) as named`,
          named,
        ),
      )
      .modify(query => {
        if (withKnown) {
          query.union([
            knex('quota_balances').select('scope').where('amount', '>', 0),
            knex('quota_limits').select('scope'),
          ]);
        }
      }),
  );
  if (text) {
    whereText(scopes, ['scopes.scope'], text);
  }
  const [{ count }] = await scopes.clone().count({ count: '*' });
  const shown: string[] = await scopes
    .orderByRaw(`case scope when '${EVERYONE}' then '' else scope end`)
    .limit(limit)
    .offset(offset)
    .pluck('scope');
  return { shown, total: Number(count) };
}
