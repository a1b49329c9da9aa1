import {
  environmentStateLabels,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { ALL } from '../permissions';
import { fromColumn } from '../database';
import { formatTime } from '../events/format';
import {
  countHolders,
  type Holder,
  exists,
  readFreeAt,
  readLargestHolders,
} from './holders';
import { EVERYONE } from './scopes';
import { formatAmount } from './units';

/** A limit that the amounts exceed. Amounts in the unit of the ledger. */
export interface Shortage {
  scope: string;
  dimension: QuotaDimension;
  limit: number;
  taken: number;
  wanted: number;
}

/** More names than this do not help. */
const NAMED = 5;

/** The users of a limit, as far as a refusal names them. */
interface Users {
  count: number;
  largest: Holder[];
  /** When the running leases will have released what is missing. */
  freeAt: string | undefined;
}

/**
 * Formats a refusal: the limit that is exceeded, who uses it and when room becomes available.
 *
 * @remarks
 *
 * The caller belongs to the scopes of a user and a group, and sees what counts there. In the scope of everyone, other people's environments
 * are counted, not named.
 */
export async function refusalOf(
  knex: Knex,
  shortage: Shortage,
): Promise<string> {
  const { scope, dimension, limit, taken, wanted } = shortage;
  const whose =
    scope === EVERYONE ? 'for everyone' : `of ${formatEntityName(scope)}`;
  const rule = `The quota ${whose} is ${formatAmount(
    dimension.unit,
    limit,
  )}; ${formatAmount(dimension.unit, taken)} ${
    taken === 1 ? 'is' : 'are'
  } taken and this would take ${formatAmount(dimension.unit, wanted)} more.`;
  if (wanted > limit) {
    return `${rule} It exceeds the whole quota.`;
  }
  const users = await readUsers(knex, shortage);
  return [rule, usersOf(scope, users), nextFree(users)]
    .filter(sentence => sentence !== '')
    .join(' ');
}

/** What it reads does not grow with the number of holders: only the database reads all of them. */
async function readUsers(
  knex: Knex,
  { scope, dimension, limit, taken, wanted }: Shortage,
): Promise<Users> {
  const of = { scope, dimension: dimension.id };
  const missing = taken + wanted - limit;
  return {
    count: await countHolders(knex, of),
    largest:
      scope === EVERYONE
        ? []
        : await readLargestHolders(knex, {
            ...of,
            limit: NAMED,
            // The requester is a member of the scope.
            visible: ALL,
          }),
    freeAt: await readFreeAt(knex, { ...of, amount: missing }),
  };
}

function usersOf(scope: string, { count, largest }: Users): string {
  if (count === 0) {
    return '';
  }
  if (scope === EVERYONE) {
    return `It is used by ${count} ${
      count === 1 ? 'environment or request' : 'environments and requests'
    }.`;
  }
  const rest = count - largest.length;
  return `It is used by ${largest.map(inShort).join(', ')}${
    rest > 0 ? ` and ${rest} more` : ''
  }.`;
}

function inShort(holder: Holder): string {
  if (holder.environmentState === undefined) {
    return `${holder.name} (waits for approval)`;
  }
  return exists(holder) && holder.freeAt
    ? `${holder.name} (${
        environmentStateLabels[holder.environmentState]
      }, until ${atUtc(holder.freeAt)})`
    : `${holder.name} (${environmentStateLabels[holder.environmentState]})`;
}

function nextFree({ freeAt }: Users): string {
  return freeAt === undefined
    ? 'No lease that runs now gives enough of it back; delete an environment, or ask the platform team for a higher limit.'
    : `Room comes free on ${atUtc(
        freeAt,
      )} at the latest, when leases and their grace have ended, or before that when something is deleted.`;
}

function atUtc(time: string): string {
  return formatTime(fromColumn(time));
}
