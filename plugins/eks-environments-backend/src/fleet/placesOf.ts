import type { Place } from 'backstage-plugin-eks-environments-node';
import type { AccountConfig } from '../config';

/** Every region of every account. */
export function placesOf(accounts: AccountConfig[]): Place[] {
  return accounts.flatMap(({ id, regions }) =>
    regions.map(region => ({ account: id, region })),
  );
}
