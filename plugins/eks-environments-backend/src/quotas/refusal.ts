import {
  type EnvironmentState,
  formatEntityName,
  type QuotaDimension,
} from 'backstage-plugin-eks-environments-common';
import { fromColumn } from '../database';
import { timeInWords } from '../events/inWords';
import { EVERYONE, inWords } from './dimensions';
import { type Holder, isStanding } from './holders';

/** A limit that leaves no room. Amounts in the unit of the ledger. */
export interface Shortage {
  scope: string;
  dimension: QuotaDimension;
  limit: number;
  taken: number;
  wanted: number;
}

const states: Record<EnvironmentState, string> = {
  Queued: 'queued',
  Provisioning: 'being built',
  ProvisioningFailed: 'build failed',
  Ready: 'ready',
  Hibernating: 'hibernating',
  Hibernated: 'hibernated',
  Resuming: 'resuming',
  Expiring: 'in grace',
  Deprovisioning: 'being deleted',
  DeprovisioningFailed: 'deletion failed',
  Quarantined: 'leftovers',
  Deprovisioned: 'gone',
};

/** More names than this tell nobody anything. */
const NAMED = 5;

/**
 * Says which limit leaves no room, who uses it and when a place comes free.
 *
 * @remarks
 *
 * Whoever asks belongs to the scopes of a user and a group, and sees what counts there. In the scope of all, other people's
 * environments are counted, not named.
 */
export function refusalOf(shortage: Shortage, holders: Holder[]): string {
  const { scope, dimension, limit, taken, wanted } = shortage;
  const whose =
    scope === EVERYONE ? 'for everyone' : `of ${formatEntityName(scope)}`;
  return [
    `The quota ${whose} is ${inWords(dimension, limit)}; ${inWords(
      dimension,
      taken,
    )} ${taken === 1 ? 'is' : 'are'} taken and this would take ${inWords(
      dimension,
      wanted,
    )} more.`,
    wanted > limit ? 'It does not fit at any time.' : usersOf(scope, holders),
    wanted > limit ? '' : nextFree(shortage, holders),
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
}

function usersOf(scope: string, holders: Holder[]): string {
  if (holders.length === 0) {
    return '';
  }
  if (scope === EVERYONE) {
    return `It is used by ${holders.length} environments and requests.`;
  }
  const named = holders.slice(0, NAMED).map(inShort);
  const rest = holders.length - named.length;
  return `It is used by ${named.join(', ')}${
    rest > 0 ? ` and ${rest} more` : ''
  }.`;
}

function inShort(holder: Holder): string {
  if (holder.environmentState === undefined) {
    return `${holder.name} (waits for approval)`;
  }
  return isStanding(holder) && holder.freeAt
    ? `${holder.name} (${states[holder.environmentState]}, until ${atUtc(
        holder.freeAt,
      )})`
    : `${holder.name} (${states[holder.environmentState]})`;
}

/** The first moment at which the leases that end by then have given back enough. */
function nextFree(shortage: Shortage, holders: Holder[]): string {
  const missing = shortage.taken + shortage.wanted - shortage.limit;
  const leaving = holders
    .flatMap(({ freeAt, amount }) => (freeAt ? [{ freeAt, amount }] : []))
    .sort((a, b) => a.freeAt.localeCompare(b.freeAt));
  let given = 0;
  for (const { freeAt, amount } of leaving) {
    given += amount;
    if (given >= missing) {
      return `Room comes free on ${atUtc(
        freeAt,
      )} at the latest, when leases and their grace have ended, or before that when something is deleted.`;
    }
  }
  return 'No lease that runs now gives enough of it back; delete an environment, or ask the platform team for a higher limit.';
}

function atUtc(time: string): string {
  return timeInWords(fromColumn(time));
}
