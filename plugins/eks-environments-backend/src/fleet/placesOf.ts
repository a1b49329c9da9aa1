import type { AccountConfig } from '../config';
import type { Place } from './types';

/** Every region of every account. */
export function placesOf(accounts: AccountConfig[]): Place[] {
  return accounts.flatMap(({ id, regions }) =>
    regions.map(region => ({ account: id, region })),
  );
}
