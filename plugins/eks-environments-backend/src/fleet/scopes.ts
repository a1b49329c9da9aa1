import { InputError } from '@backstage/errors';
import type { Place } from 'backstage-plugin-eks-environments-node';
import type { BoundedFleet, ProvisionerRegistry } from '../provisioners';
import type { ReconciliationScope } from './types';

/** Each place once for each provisioner that can have resources there and read them. */
export function scopesOf(
  provisioners: ProvisionerRegistry,
  places: Place[],
): ReconciliationScope[] {
  return places.flatMap(place =>
    provisioners.all
      .filter(({ fleet }) => fleet && (fleet.covers?.(place) ?? true))
      .map(({ id }) => ({ ...place, provisioner: id })),
  );
}

/** Selects the columns of the scope, for a query. */
export function columnsOf({
  provisioner,
  account,
  region,
}: ReconciliationScope): ReconciliationScope {
  return { provisioner, account, region };
}

/** @throws InputError when the provisioner is not installed, or cannot read what exists */
export function getFleet(
  provisioners: ProvisionerRegistry,
  id: string,
): BoundedFleet {
  const { title, fleet } = provisioners.get(id);
  if (!fleet) {
    throw new InputError(
      `provisioner: ${title} (${id}) can neither import resources nor delete those without a record`,
    );
  }
  return fleet;
}
