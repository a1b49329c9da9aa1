import type { ProvisionedEnvironment } from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../database';
import { idInTags } from '../database/idInTags';

/** The columns that provisioners need. */
export type ProvisionedRow = Pick<
  EnvironmentRow,
  | 'id'
  | 'tagged_as'
  | 'resource_ref'
  | 'account'
  | 'region'
  | 'spec'
  | 'existing_spec'
  | 'outputs'
>;

/** Converts an environment for its provisioner. */
export function toProvisioned(
  row: ProvisionedRow,
  { installation }: { installation: string },
): ProvisionedEnvironment {
  return {
    id: row.id,
    resourceRef: row.resource_ref,
    account: row.account,
    region: row.region,
    spec: row.spec,
    existingSpec: row.existing_spec ?? undefined,
    outputs: row.outputs === null ? undefined : JSON.parse(row.outputs),
    tagId: idInTags(row),
    installation,
  };
}
