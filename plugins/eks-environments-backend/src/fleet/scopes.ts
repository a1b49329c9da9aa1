import { InputError } from '@backstage/errors';
import type {
  Place,
  ProvisionerFleet,
} from 'backstage-plugin-eks-environments-node';
import type { ProvisionerRegistry } from '../provisioners';
import type { ReconciliationScope } from './types';

/** Each place once for each provisioner that can read what exists there. */
export function scopesOf(
  provisioners: ProvisionerRegistry,
  places: Place[],
): ReconciliationScope[] {
  const ids = provisioners.all.filter(({ fleet }) => fleet).map(({ id }) => id);
  return places.flatMap(place =>
    ids.map(provisioner => ({ ...place, provisioner })),
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
): ProvisionerFleet {
  const { title, fleet } = provisioners.get(id);
  if (!fleet) {
    throw new InputError(
      `provisioner: ${title} (${id}) can neither import resources nor delete those without a record`,
    );
  }
  return fleet;
}
